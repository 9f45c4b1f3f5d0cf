import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';
import { DebtorScreen } from '#components/debtor/debtor-screen.tsx';
import { DeskScreen } from '#components/desk/desk-screen.tsx';
import { TaskPanel } from '#components/desk/task-panel.tsx';
import type { DeskTaskWhole } from '#lib/api/desk.ts';
import { DESK_KEY, taskKey } from '#lib/api/desk-route.ts';
import { can } from '#lib/api/permissions.ts';
import { appDatabase } from '#lib/db/client.ts';
import { Refused } from '#lib/server/api-call.ts';
import { deskList, deskTask } from '#lib/server/desk.ts';
import { loadDebtor } from '#lib/server/load-debtors.ts';
import type { WorkspaceSession } from '#lib/server/session.ts';
import { requirePermission } from '#lib/server/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk'))('title') };
}

/** The worklist of whoever talks to people: a task, and the person it is about beside it. */
export default async function DeskPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const session = await requirePermission('tasks.work');
  const { workspace } = session;
  const { task: asked } = await searchParams;
  const [memory, task, messages] = await Promise.all([
    remembered(session),
    typeof asked === 'string' ? taskOf(session, asked) : null,
    getMessages(),
  ]);
  const loaded = task && (await loadDebtor(workspace, task.debtor.externalId, null));
  const { desk, debtor, debtors, bucket, channel, status, why, rule, answer, accountStatus, messageLanguage, date, place, problem } =
    messages;
  if (task) memory.setQueryData(taskKey(task.key), task);
  return (
    <NextIntlClientProvider
      messages={{ desk, debtor, debtors, bucket, channel, status, why, rule, answer, accountStatus, messageLanguage, date, place, problem }}
    >
      <HydrationBoundary state={dehydrate(memory)}>
        <DeskScreen open={task?.key ?? null} country={workspace.country}>
          {task && loaded ? (
            <HydrationBoundary state={loaded.memory}>
              <div className="thin-scroll flex h-full flex-col overflow-y-auto">
                <div className="mx-auto w-full max-w-6xl px-4 pt-5 lg:px-8 lg:pt-7">
                  <TaskPanel key={task.key} taskId={task.key} country={workspace.country} />
                </div>
                <div className="shrink-0">
                  <DebtorScreen
                    key={task.debtor.externalId}
                    id={task.debtor.externalId}
                    country={workspace.country}
                    answeringOn={null}
                    mayReadInbox={can(workspace.role, 'inbox.read')}
                    isBeside
                  />
                </div>
              </div>
            </HydrationBoundary>
          ) : undefined}
        </DeskScreen>
      </HydrationBoundary>
    </NextIntlClientProvider>
  );
}

async function remembered(session: WorkspaceSession) {
  const memory = new QueryClient();
  const db = await appDatabase();
  await memory.prefetchQuery({ queryKey: DESK_KEY, queryFn: () => deskList(db, session) });
  return memory;
}

/** The task of this key; null where the workspace has none. */
async function taskOf(session: WorkspaceSession, key: string): Promise<DeskTaskWhole | null> {
  try {
    return await deskTask(await appDatabase(), session, key);
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return null;
    throw error;
  }
}
