/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of western and northern Europe and of the Americas. */

#include "sim-cultures.h"

const SimCulture sim_cultures_west[] = {
  {
    .weight = 110,
    .flags = SIM_CULTURE_INITIAL,
    .locale = "en_US",
    .zone = "America/New_York",
    .women = "Olivia Emma Charlotte Amelia Sophia Mia Evelyn Harper Abigail Emily Grace Hannah "
             "Victoria Nora Riley Zoe Stella Hazel Aurora Natalie Brooklyn Leah Paisley Audrey",
    .men = "Liam Noah Oliver James Elijah William Henry Lucas Benjamin Theodore Jack Levi Mateo "
           "Daniel Michael Mason Sebastian Ethan Logan Owen Samuel Jacob Asher Wyatt",
    .families = "Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Thomas "
                "Moore Jackson Martin Lee Thompson White Harris Clark Lewis Robinson Walker "
                "Young Allen King Wright Scott Hill Green Adams Baker Nelson Carter Mitchell "
                "Roberts Turner Phillips Campbell Parker Evans Edwards Collins Stewart Morris "
                "Rogers Reed",
  },
  {
    .weight = 60,
    .locale = "en_UK",
    .zone = "Europe/London",
    .women = "Isla Ava Freya Lily Florence Poppy Willow Rosie Sienna Daisy Matilda Phoebe Niamh "
             "Aoife Siân Eilidh Imogen Harriet Beatrice Orla",
    .men = "George Arthur Leo Oscar Archie Freddie Alfie Rory Callum Finlay Angus Seán Rhys "
           "Dylan Hamish Declan Rupert Gareth Euan Oisín",
    .families = "O'Brien O'Connor MacDonald McCarthy Murphy Kelly Byrne Ryan Doyle Hughes "
                "Davies Llewellyn Griffiths Pritchard Fraser Sinclair Drummond Ashworth "
                "Whitaker Fairfax-Moore Hollingsworth Pemberton Postlethwaite Bradshaw "
                "Chamberlain Booth Barrett Fletcher Hargreaves Sutcliffe Worthington "
                "Smythe-Jones",
  },
  {
    .weight = 60,
    .locale = "de_DE",
    .zone = "Europe/Berlin",
    .women = "Anna Lena Katharina Sophie Johanna Franziska Marie-Luise Birgit Käthe Annegret "
             "Ulrike Anneliese Theresa Luisa Maja Frieda Ida Mathilda Heike Änne",
    .men = "Lukas Jonas Felix Maximilian Jürgen Jörg Günther Björn Matthias Sebastian Tobias "
           "Karl-Heinz Hans-Peter Moritz Emil Anton Götz Rüdiger Uwe Sönke",
    .families = "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann "
                "Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann "
                "Braun Krüger Hofmann Hartmann Lange Werner Krause Köhler Jäger Weiß Groß Böhm "
                "Bäcker von_der_Heide zu_Löwenstein Müller-Hohenstein Öztürk Strauß",
  },
  {
    .weight = 40,
    .locale = "fr_FR",
    .zone = "Europe/Paris",
    .women = "Camille Chloé Manon Léa Inès Zoé Éloïse Amélie Aurélie Hélène Françoise Geneviève "
             "Anaïs Noémie Solène Maëlle Margaux Clémence Océane Bérénice",
    .men = "Hugo Théo Jérôme François Étienne Benoît Gaël Loïc Mathéo Rémi Cédric Sébastien "
           "Noël Jean-Baptiste Pierre-Yves Aurélien Anaël Raphaël Yann Thibault",
    .families = "Martin Bernard Dubois Durand Lefèvre Moreau Laurent Fournier Girard Rousseau "
                "Blanchard Béranger Gauthier Chevalier Lemaître D'Alembert L'Hermite Rivière "
                "Garçon Côté Lévesque Bouchard Tremblay Gagné de_La_Fontaine Le_Goff Guérin",
  },
  {
    .weight = 30,
    .locale = "nl_NL",
    .zone = "Europe/Amsterdam",
    .women = "Sanne Fleur Lotte Femke Anouk Maud Noor Eva Roos Fenna Marloes Wilhelmina",
    .men = "Daan Sem Bram Thijs Jeroen Wouter Pieter Joost Ruben Koen Maarten Sjoerd",
    .families = "de_Jong Jansen de_Vries van_den_Berg van_Dijk Bakker Visser Smit Meijer "
                "de_Boer Mulder de_Groot Bos van_der_Meer 't_Hart in_'t_Veld Hendriks Dekker "
                "Dijkstra van_'t_Hof Kuijpers Willems",
  },
  {
    .weight = 55,
    .flags = SIM_CULTURE_TWO_FAMILIES,
    .locale = "es_ES",
    .zone = "Europe/Madrid",
    .women = "Lucía María María_José Ana_María Sofía Martina Paula Valentina Ximena Begoña "
             "Inmaculada Concepción Rocío Ángela Mónica Verónica Andrea Belén Nuria Itziar",
    .men = "Hugo Martín José_Luis Juan_Carlos Álvaro Adrián Íñigo Óscar Ángel Sebastián Joaquín "
           "Andrés Rubén Iván Raúl Agustín Nicolás Tomás Xavier Gorka",
    .families = "García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Ruiz "
                "Hernández Jiménez Díaz Álvarez Moreno Muñoz Alonso Gutiérrez Romero Navarro "
                "Torres Domínguez Vázquez Ramos Gil Ramírez Serrano Blanco Núñez Ibáñez Peña "
                "Ordóñez Zúñiga Etxeberria de_la_Cruz del_Río Quiñones Yáñez",
  },
  {
    .weight = 30,
    .flags = SIM_CULTURE_TWO_FAMILIES,
    .locale = "pt_BR",
    .zone = "America/Sao_Paulo",
    .women = "Maria_Eduarda Júlia Beatriz Letícia Larissa Fernanda Conceição Inês Luísa Helena "
             "Antônia Tânia Mônica Graça Vitória Lívia",
    .men = "João_Pedro Antônio Gabriel Thiago Rafael Vinícius Caio Otávio Luís Simão Estevão "
           "Gonçalo Zé Matheus Murilo Caetano",
    .families = "Silva Santos Oliveira Souza Pereira Lima Carvalho Ferreira Ribeiro Almeida "
                "Costa Gonçalves Araújo Magalhães Guimarães Conceição Brandão Galvão dos_Anjos "
                "da_Luz Assunção Sá Leão Mourão",
  },
  {
    .weight = 30,
    .locale = "it_IT",
    .zone = "Europe/Rome",
    .women = "Giulia Aurora Ginevra Beatrice Chiara Francesca Nicoletta Bianca Noemi Elisa "
             "Camilla Ludovica",
    .men = "Leonardo Francesco Alessandro Lorenzo Niccolò Matteo Riccardo Gabriele Tommaso "
           "Edoardo Nicolò Cosimo",
    .families = "Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno "
                "Gallo Conti De_Luca D'Angelo Dell'Acqua Lo_Presti Forlì Cantù Mondì Nicolosi",
  },
  {
    .weight = 35,
    .locale = "sv_SE",
    .zone = "Europe/Stockholm",
    .women = "Astrid Åsa Elsa Maja Ebba Freja Ingrid Karin Linnéa Märta Signe Solveig Tuva Ylva "
             "Bodil Gøril",
    .men = "Åke Göran Björn Lars Nils Östen Magnus Håkan Søren Jørgen Øyvind Bjørn Håvard Kåre "
           "Mads Rasmus",
    .families = "Andersson Johansson Karlsson Lindström Bergström Sjöberg Åkesson Öberg Nyström "
                "Hansen Nielsen Sørensen Jørgensen Møller Ødegård Bråten Kjærgaard Haugen "
                "Østergaard Strømsøe Lundqvist Ekelöf",
  },
  {
    .weight = 12,
    .locale = "fi_FI",
    .zone = "Europe/Helsinki",
    .women = "Aino Päivi Sirpa Kaisa Tuulikki Anna-Liisa Helmi Sari Outi Liisa",
    .men = "Väinö Jyrki Pekka Mikko Yrjö Antti Eero Jukka Päiviö Sampo",
    .families = "Korhonen Virtanen Mäkinen Nieminen Mäkelä Hämäläinen Laine Heikkinen Järvinen "
                "Lehtonen Saarinen Ylönen Härkönen Öhman",
  },
  {
    .weight = 6,
    .locale = "is_IS",
    .zone = "Atlantic/Reykjavik",
    .women = "Guðrún Sigríður Þóra Ásdís Hrafnhildur Ólöf",
    .men = "Jón Sigurður Guðmundur Þór Ólafur Ægir",
    .families = "Jónsson/Jónsdóttir Ólafsson/Ólafsdóttir Þórsson/Þórsdóttir "
                "Einarsson/Einarsdóttir Gunnarsson/Gunnarsdóttir Ægisson/Ægisdóttir",
  },
};

const guint sim_n_cultures_west = G_N_ELEMENTS (sim_cultures_west);
