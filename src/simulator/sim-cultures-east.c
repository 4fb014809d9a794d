/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of central, eastern and south-eastern Europe, the Caucasus and Turkey. */

#include "sim-cultures.h"

const SimCulture sim_cultures_east[] = {
  {
    .weight = 35,
    .locale = "pl_PL",
    .zone = "Europe/Warsaw",
    .women = "Agnieszka Małgorzata Katarzyna Żaneta Łucja Zofia Hanna Grażyna Bożena Wiktoria "
             "Joanna Oliwia Elżbieta Wiesława",
    .men = "Krzysztof Paweł Michał Łukasz Stanisław Tomasz Grzegorz Wojciech Zbigniew Jędrzej "
           "Szymon Kazimierz Mateusz Radosław",
    .families = "Nowak Kowalski/Kowalska Wiśniewski/Wiśniewska Wójcik Kowalczyk "
                "Kamiński/Kamińska Lewandowski/Lewandowska Zieliński/Zielińska "
                "Szymański/Szymańska Woźniak Dąbrowski/Dąbrowska Kozłowski/Kozłowska Mazur "
                "Jabłoński/Jabłońska Kwiatkowski/Kwiatkowska Król Wróbel Pająk Gąsior Żak "
                "Ślązak Mickiewicz",
  },
  {
    .weight = 18,
    .locale = "cs_CZ",
    .zone = "Europe/Prague",
    .women = "Tereza Eliška Lucie Kateřina Božena Žofie Zdeňka Markéta Šárka Růžena",
    .men = "Jiří Tomáš Ondřej Vojtěch Matěj Lukáš Zdeněk František Šimon Řehoř",
    .families = "Novák/Nováková Svoboda/Svobodová Dvořák/Dvořáková Černý/Černá "
                "Procházka/Procházková Kučera/Kučerová Veselý/Veselá Horák/Horáková "
                "Němec/Němcová Říha/Říhová Šťastný/Šťastná Ďurica/Ďuricová",
  },
  {
    .weight = 14,
    .flags = SIM_CULTURE_FAMILY_FIRST,
    .locale = "hu_HU",
    .zone = "Europe/Budapest",
    .women = "Zsófia Lilla Eszter Réka Boglárka Ágnes Kinga Erzsébet Kincső Virág",
    .men = "Péter László Zoltán Gergő Bálint István Ákos Sándor Jenő Győző",
    .families = "Nagy Kovács Tóth Szabó Horváth Varga Kiss Molnár Németh Farkas Balogh Papp "
                "Takács Juhász Lakatos Mészáros Oláh Szűcs Győri Hegedűs",
  },
  {
    .weight = 16,
    .locale = "ro_RO",
    .zone = "Europe/Bucharest",
    .women = "Ioana Ștefania Mădălina Andreea Luminița Crăița Elena Anca Raluca Mihaela",
    .men = "Ștefan Andrei Răzvan Mihăiță Cătălin Ionuț Bogdan Tudor Vlad Rareș",
    .families = "Popescu Ionescu Popa Dumitru Stoica Stănescu Țăranu Șerban Munteanu Mureșan "
                "Brătianu Câmpeanu Lăzărescu Văcărescu",
  },
  {
    .weight = 16,
    .locale = "hr_HR",
    .zone = "Europe/Zagreb",
    .women = "Željka Đurđica Ivana Jelena Snežana Tanja Nataša Vesna Maša Špela",
    .men = "Đorđe Željko Goran Nikola Miloš Zoran Matija Siniša Boštjan Dražen",
    .families = "Horvat Kovačević Babić Marić Jurić Nikolić Petrović Jovanović Đorđević "
                "Stojanović Šarić Žižić Čolić Krpan Gašperšič",
  },
  {
    .weight = 26,
    .flags = SIM_CULTURE_SCRIPT,
    .locale = "ru_RU",
    .zone = "Asia/Almaty",
    .women = "Анна=Anna Мария=Maria Елена=Elena Ольга=Olga Наталья=Natalya Светлана=Svetlana "
             "Юлия=Yulia Ксения=Ksenia Татьяна=Tatyana Дарья=Darya Людмила=Lyudmila Вера=Vera",
    .men = "Александр=Alexander Дмитрий=Dmitry Сергей=Sergey Михаил=Mikhail Андрей=Andrey "
           "Алексей=Alexey Фёдор=Fyodor Илья=Ilya Юрий=Yury Пётр=Pyotr Артём=Artyom Олег=Oleg",
    .families = "Иванов/Иванова=Ivanov/Ivanova Смирнов/Смирнова=Smirnov/Smirnova "
                "Кузнецов/Кузнецова=Kuznetsov/Kuznetsova Попов/Попова=Popov/Popova "
                "Соколов/Соколова=Sokolov/Sokolova Лебедев/Лебедева=Lebedev/Lebedeva "
                "Новиков/Новикова=Novikov/Novikova Морозов/Морозова=Morozov/Morozova "
                "Волков/Волкова=Volkov/Volkova Зайцев/Зайцева=Zaytsev/Zaytseva "
                "Ершов/Ершова=Yershov/Yershova Щербаков/Щербакова=Shcherbakov/Shcherbakova "
                "Толстой/Толстая=Tolstoy/Tolstaya "
                "Достоевский/Достоевская=Dostoevsky/Dostoevskaya",
  },
  {
    .weight = 26,
    .flags = SIM_CULTURE_SCRIPT,
    .locale = "uk_UA",
    .zone = "Europe/Kyiv",
    .women = "Оксана=Oksana Юлія=Yuliia Ірина=Iryna Наталія=Nataliia Олена=Olena Тетяна=Tetiana "
             "Софія=Sofiia Катерина=Kateryna Ганна=Hanna Зоряна=Zoriana",
    .men = "Олександр=Oleksandr Андрій=Andrii Тарас=Taras Богдан=Bohdan Юрій=Yurii "
           "Сергій=Serhii Володимир=Volodymyr Ігор=Ihor Микола=Mykola Євген=Yevhen",
    .families = "Шевченко=Shevchenko Коваленко=Kovalenko Бондаренко=Bondarenko "
                "Ткаченко=Tkachenko Кравченко=Kravchenko Мельник=Melnyk Олійник=Oliinyk "
                "Поліщук=Polishchuk Лисенко=Lysenko Гончарук=Honcharuk Їжак=Yizhak Ґонта=Gonta "
                "Щур=Shchur",
  },
  {
    .weight = 12,
    .flags = SIM_CULTURE_SCRIPT,
    .locale = "bg_BG",
    .zone = "Europe/Sofia",
    .women = "Мария=Mariya Ивана=Ivana Десислава=Desislava Надежда=Nadezhda "
             "Цветелина=Tsvetelina",
    .men = "Георги=Georgi Иван=Ivan Димитър=Dimitar Стоян=Stoyan Христо=Hristo",
    .families = "Димитров/Димитрова=Dimitrov/Dimitrova Петров/Петрова=Petrov/Petrova "
                "Георгиев/Георгиева=Georgiev/Georgieva Стоянов/Стоянова=Stoyanov/Stoyanova "
                "Желязков/Желязкова=Zhelyazkov/Zhelyazkova Ангелов/Ангелова=Angelov/Angelova",
  },
  {
    .weight = 18,
    .flags = SIM_CULTURE_SCRIPT,
    .locale = "el_GR",
    .zone = "Europe/Athens",
    .women = "Μαρία=Maria Ελένη=Eleni Αικατερίνη=Aikaterini Βασιλική=Vasiliki Σοφία=Sofia "
             "Ιωάννα=Ioanna Δήμητρα=Dimitra Ευαγγελία=Evangelia Χριστίνα=Christina "
             "Θεοδώρα=Theodora",
    .men = "Γεώργιος=Georgios Ιωάννης=Ioannis Κωνσταντίνος=Konstantinos Δημήτρης=Dimitris "
           "Νικόλαος=Nikolaos Αθανάσιος=Athanasios Παναγιώτης=Panagiotis Ξενοφών=Xenofon "
           "Ηλίας=Ilias Οδυσσέας=Odysseas",
    .families = "Παπαδόπουλος/Παπαδοπούλου=Papadopoulos/Papadopoulou "
                "Νικολαΐδης/Νικολαΐδου=Nikolaidis/Nikolaidou Γεωργίου=Georgiou "
                "Οικονόμου=Oikonomou Αγγελόπουλος/Αγγελοπούλου=Angelopoulos/Angelopoulou "
                "Καραγιάννης/Καραγιάννη=Karagiannis/Karagianni Βλάχος/Βλάχου=Vlachos/Vlachou "
                "Μακρής/Μακρή=Makris/Makri Ξυδάκης/Ξυδάκη=Xydakis/Xydaki",
  },
  {
    .weight = 24,
    .locale = "tr_TR",
    .zone = "Europe/Istanbul",
    .women = "Zeynep Elif Ayşe Özlem Büşra Gülşah İrem Şeyma Çiğdem Nurgül Işıl Tuğba",
    .men = "Mehmet Ömer Çağrı Oğuz Uğur Barış Şükrü Emre İbrahim Kıvanç Tunç Yiğit",
    .families = "Yılmaz Kaya Demir Şahin Çelik Yıldız Öztürk Aydın Özdemir Arslan Doğan Kılıç "
                "Çetin Koç Kurt Özkan Şimşek Güneş Işık Aktaş",
  },
  {
    .weight = 5,
    .flags = SIM_CULTURE_SCRIPT,
    .locale = "ka_GE",
    .zone = "Asia/Tbilisi",
    .women = "ნინო=Nino თამარ=Tamar მარიამ=Mariam ანა=Ana",
    .men = "გიორგი=Giorgi დავით=Davit ლევან=Levan ირაკლი=Irakli",
    .families = "ბერიძე=Beridze კაპანაძე=Kapanadze გელაშვილი=Gelashvili მაისურაძე=Maisuradze "
                "წიკლაური=Tsiklauri",
  },
  {
    .weight = 5,
    .flags = SIM_CULTURE_SCRIPT,
    .locale = "hy_AM",
    .zone = "Asia/Yerevan",
    .women = "Անի=Ani Մարիամ=Mariam Նարե=Nare Գայանե=Gayane",
    .men = "Արամ=Aram Տիգրան=Tigran Հայկ=Hayk Գևորգ=Gevorg",
    .families = "Հարությունյան=Harutyunyan Սարգսյան=Sargsyan Գրիգորյան=Grigoryan "
                "Պետրոսյան=Petrosyan",
  },
};

const guint sim_n_cultures_east = G_N_ELEMENTS (sim_cultures_east);
