/*
 * Given names: Instituto Nacional de Estadística (Spain), «Nombres más frecuentes», those that are as common in Latin
 * America, with their accents put back. Fuente: INE, www.ine.es. Reused with attribution (NOTICE).
 * Surnames: the usual ones of each country, from common knowledge.
 */

/** Given names of women. */
export const WOMEN = words(
  'Adriana Alejandra Alicia Amanda Ana Andrea Ángela Antonia Beatriz Belén Blanca Camila Carla Carmen Carolina Catalina Cecilia Claudia ' +
    'Constanza Cristina Daniela Diana Elena Elisa Elizabeth Emilia Esperanza Estela Esther Eugenia Fernanda Florencia Gabriela Gladys Gloria ' +
    'Graciela Guadalupe Inés Irene Isabel Jimena Josefina Juana Juliana Julieta Karina Laura Leticia Liliana Lina Lorena Lourdes Lucía Luisa ' +
    'Luz Magdalena Manuela Marcela Margarita María Mariana Marina Marisol Marta Martha Mercedes Milagros Mónica Natalia Nora Norma Olga Paola ' +
    'Patricia Paula Paulina Pilar Raquel Rebeca Rocío Rosa Rosario Sandra Sara Silvia Sofía Sonia Soledad Susana Tatiana Teresa Valentina ' +
    'Valeria Vanesa Verónica Victoria Violeta Virginia Viviana Ximena Yolanda',
);

/** Given names of men. */
export const MEN = words(
  'Agustín Alberto Alejandro Alfredo Alonso Álvaro Andrés Ángel Antonio Armando Arturo Bruno Camilo Carlos César Cristian Daniel Darío David ' +
    'Diego Eduardo Emilio Enrique Ernesto Esteban Ezequiel Fabián Facundo Federico Felipe Fernando Francisco Gabriel Gerardo Germán Gonzalo ' +
    'Guillermo Gustavo Héctor Hernán Horacio Hugo Humberto Ignacio Iván Jaime Jairo Javier Joaquín Jorge José Juan Julián Julio Leandro ' +
    'Leonardo Lorenzo Lucas Luis Manuel Marcelo Marco Marcos Mariano Mario Martín Mateo Matías Mauricio Maximiliano Miguel Nicolás Octavio ' +
    'Orlando Óscar Pablo Patricio Pedro Rafael Ramiro Ramón Raúl Ricardo Roberto Rodolfo Rodrigo Rogelio Rubén Salvador Samuel Santiago Saúl ' +
    'Sebastián Sergio Simón Tomás Vicente Víctor Wilson',
);

/** Surnames that are common in all five countries. */
export const SURNAMES = words(
  'García Rodríguez Martínez Hernández López González Pérez Sánchez Ramírez Torres Flores Rivera Gómez Díaz Reyes Morales Cruz Ortiz Gutiérrez ' +
    'Chávez Ramos Ruiz Mendoza Álvarez Castillo Jiménez Moreno Romero Herrera Medina Aguilar Vargas Castro Guzmán Fernández Rojas Muñoz Vega ' +
    'Salazar Soto Delgado Peña Silva Navarro Molina Campos Ibarra Fuentes Carrillo Cabrera Arias Miranda Maldonado Acosta Paredes Valdez',
);

/** Surnames that are told apart by country (ISO 3166). */
export const SURNAMES_OF: Readonly<Record<string, readonly string[]>> = {
  CO: words(
    'Restrepo Ospina Cárdenas Arango Zapata Quintero Londoño Giraldo Montoya Bedoya Mosquera Pineda Betancur Duarte Rincón Buitrago Ardila Cuéllar',
  ),
  MX: words(
    'Ávila Domínguez Contreras Luna Juárez Lara Cervantes Ochoa Treviño Zavala Villanueva Padilla Barrera Galván Macías Elizondo Orozco',
  ),
  CL: words(
    'Sepúlveda Contreras Araya Tapia Valenzuela Espinoza Vergara Riquelme Cárcamo Poblete Sandoval Olivares Pizarro Saavedra Henríquez Bravo',
  ),
  PE: words(
    'Quispe Huamán Mamani Chumpitaz Condori Ccori Yupanqui Palomino Cáceres Tello Zegarra Bustamante Villanueva Alarcón Cahuana Ticona',
  ),
  AR: words(
    'Pereyra Sosa Benítez Ledesma Ferreyra Godoy Luján Quiroga Bianchi Rossi Ferrari Giménez Villalba Peralta Coronel Aguirre Bruno',
  ),
};

function words(text: string): readonly string[] {
  return text.split(' ');
}
