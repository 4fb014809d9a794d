/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of the Near East, of Africa and of the Pacific. */

#include "sim-cultures.h"

const SimCulture sim_cultures_south[] = {
  {
    .weight = 26,
    .flags = SIM_CULTURE_SCRIPT,
    .locale = "ar_EG",
    .zone = "Africa/Cairo",
    .women = "فاطمة=Fatima مريم=Maryam عائشة=Aisha نور=Nour ليلى=Layla سلمى=Salma هدى=Huda "
             "ياسمين=Yasmin زينب=Zainab رانيا=Rania",
    .men = "محمد=Mohammed أحمد=Ahmed علي=Ali عمر=Omar يوسف=Youssef خالد=Khaled إبراهيم=Ibrahim "
           "عبد_الرحمن=Abdulrahman طارق=Tariq حسن=Hassan",
    .families = "الحسن=Al-Hassan المصري=El-Masry حداد=Haddad خوري=Khoury النجار=El-Naggar "
                "منصور=Mansour الشريف=Al-Sharif بن_سعيد=Ben_Said القحطاني=Al-Qahtani صالح=Saleh "
                "عثمان=Othman",
  },
  {
    .weight = 14,
    .flags = SIM_CULTURE_SCRIPT,
    .locale = "he_IL",
    .zone = "Asia/Jerusalem",
    .women = "נועה=Noa תמר=Tamar מאיה=Maya שירה=Shira יעל=Yael מיכל=Michal רבקה=Rivka",
    .men = "דוד=David איתי=Itai יוסף=Yosef נועם=Noam אורי=Uri משה=Moshe אריאל=Ariel",
    .families = "כהן=Cohen לוי=Levi מזרחי=Mizrahi פרץ=Peretz ביטון=Biton פרידמן=Friedman "
                "אזולאי=Azoulay בן-דוד=Ben-David שפירא=Shapira",
  },
  {
    .weight = 14,
    .flags = SIM_CULTURE_SCRIPT,
    .locale = "en_US",
    .zone = "Asia/Tehran",
    .women = "زهرا=Zahra شیرین=Shirin پریسا=Parisa نسرین=Nasrin مهسا=Mahsa",
    .men = "رضا=Reza امیر=Amir کوروش=Kourosh بهرام=Bahram فرهاد=Farhad",
    .families = "احمدی=Ahmadi حسینی=Hosseini کریمی=Karimi رضایی=Rezaei پهلوان=Pahlavan "
                "گلستانی=Golestani",
  },
  {
    .weight = 26,
    .locale = "en_UK",
    .zone = "Africa/Lagos",
    .women = "Ngozi Chiamaka Adaeze Folásadé Yétúndé Ọlámidé Amarachi Aisha Títílayọ̀ Ifeoma "
             "Abẹ̀ní Zainab",
    .men = "Chinedu Emeka Olúwáṣeun Babátúndé Ọlábísí Ikechukwu Tunde Adébáyọ̀ Chukwuemeka Musa "
           "Ayọ̀délé Obinna",
    .families = "Okafor Adéyẹmí Okonkwo Balogun Nwosu Eze Ọlátúnjí Abubakar Ogunbanjo Uzoma "
                "Ikpeazu Adébáyọ̀ Oyelaran Achebe",
  },
  {
    .weight = 14,
    .locale = "en_UK",
    .zone = "Africa/Accra",
    .women = "Akosua Abena Ama Adwoa Efua Esi Yaa Afia",
    .men = "Kwame Kofi Kwabena Yaw Kwaku Kojo Ebo Fiifi",
    .families = "Mensah Owusu Boateng Asante Appiah Agyeman Osei Amoah Nkrumah Ɔkyere Quaye",
  },
  {
    .weight = 18,
    .locale = "en_UK",
    .zone = "Africa/Nairobi",
    .women = "Wanjiru Akinyi Njeri Nyambura Achieng Wambui Neema Zawadi Halima Wangari",
    .men = "Kamau Otieno Mwangi Ochieng Kipchoge Juma Barasa Njoroge Baraka Omondi",
    .families = "Kimani Odhiambo Wekesa Mutua Cheruiyot Ng'ang'a Nyong'o Kariuki Mwakasege "
                "wa_Thiong'o Onyango Rono",
  },
  {
    .weight = 12,
    .flags = SIM_CULTURE_SCRIPT,
    .locale = "en_US",
    .zone = "Africa/Addis_Ababa",
    .women = "ሃና=Hanna ሰላም=Selam ትርሲት=Tirsit መቅደስ=Mekdes",
    .men = "አበበ=Abebe ዳዊት=Dawit ሰሎሞን=Solomon ተስፋዬ=Tesfaye",
    .families = "በቀለ=Bekele ታደሰ=Tadesse ገብረመድኅን=Gebremedhin ከበደ=Kebede ወልደ=Wolde",
  },
  {
    .weight = 16,
    .locale = "en_UK",
    .zone = "Africa/Johannesburg",
    .women = "Nomvula Thandeka Lindiwe Nokuthula Ayanda Zanele Lerato Naledi Annelie Marike",
    .men = "Sipho Thabo Bongani Mandla Themba Kagiso Tshepo Lwazi Hendrik Pieter-Dirk",
    .families = "Dlamini Nkosi Ndlovu Mokoena Khumalo Mthembu Zulu Molefe van_der_Merwe Botha "
                "Naidoo Mahlangu Ngcobo",
  },
  {
    .weight = 8,
    .locale = "fr_FR",
    .zone = "Africa/Dakar",
    .women = "Aminata Fatoumata Aïssatou Mariétou Khadidiatou Ndèye",
    .men = "Mamadou Ousmane Cheikh Ibrahima Modibo Souleymane",
    .families = "Diop Ndiaye N'Diaye Traoré Keïta Coulibaly Sarr Sène Diarra Bâ",
  },
  {
    .weight = 6,
    .flags = SIM_CULTURE_SINGLE,
    .locale = "en_UK",
    .zone = "Pacific/Auckland",
    .women = "Aroha Ngaire Māia Hinemoa Leilani Sina",
    .men = "Tāne Wiremu Rāwiri Tama Sione Kahu",
    .families = "Ngata Tūhoe Parata Te_Kanawa Fonoti Tauiliili Kealoha Waititi Pōmare",
  },
};

const guint sim_n_cultures_south = G_N_ELEMENTS (sim_cultures_south);
