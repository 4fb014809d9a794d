/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of eastern, south-eastern and southern Asia. */

#include "sim-cultures.h"

const SimCulture sim_cultures_asia[] = {
  {
    .weight = 55,
    .flags = SIM_CULTURE_SCRIPT | SIM_CULTURE_FAMILY_FIRST | SIM_CULTURE_JOINED,
    .locale = "zh_CN",
    .zone = "Asia/Shanghai",
    .women =
      "芳=Fang 娜=Na 秀英=Xiuying 敏=Min 静=Jing 丽=Li 雪梅=Xuemei 婷婷=Tingting 晓燕=Xiaoyan "
      "欣怡=Xinyi 梓涵=Zihan 诗涵=Shihan 美玲=Meiling 雅雯=Yawen 冰=Bing",
    .men =
      "伟=Wei 强=Qiang 磊=Lei 军=Jun 洋=Yang 勇=Yong 杰=Jie 涛=Tao 志明=Zhiming 建国=Jianguo 浩然=Haoran "
      "子轩=Zixuan 宇航=Yuhang 俊傑=Junjie 家豪=Jiahao",
    .families =
      "王=Wang 李=Li 张=Zhang 刘=Liu 陈=Chen 杨=Yang 赵=Zhao 黄=Huang 周=Zhou 吴=Wu 徐=Xu 孙=Sun "
      "胡=Hu 朱=Zhu 高=Gao 林=Lin 何=He 郭=Guo 马=Ma 罗=Luo 梁=Liang 欧阳=Ouyang 司马=Sima "
      "諸葛=Zhuge",
  },
  {
    .weight = 30,
    .flags = SIM_CULTURE_SCRIPT | SIM_CULTURE_FAMILY_FIRST,
    .locale = "ja_JP",
    .zone = "Asia/Tokyo",
    .women =
      "陽葵=Himari 結衣=Yui 葵=Aoi 美咲=Misaki さくら=Sakura 花子=Hanako 由美子=Yumiko 千尋=Chihiro "
      "恵=Megumi ひかり=Hikari",
    .men =
      "蓮=Ren 陽翔=Haruto 湊=Minato 大翔=Hiroto 健太=Kenta 翔太=Shota 太郎=Taro 浩二=Koji 誠=Makoto "
      "隆=Takashi",
    .families =
      "佐藤=Sato 鈴木=Suzuki 高橋=Takahashi 田中=Tanaka 伊藤=Ito 渡辺=Watanabe 山本=Yamamoto "
      "中村=Nakamura 小林=Kobayashi 加藤=Kato 吉田=Yoshida 佐々木=Sasaki 長谷川=Hasegawa 齋藤=Saito "
      "髙木=Takagi",
  },
  {
    .weight = 26,
    .flags = SIM_CULTURE_SCRIPT | SIM_CULTURE_FAMILY_FIRST | SIM_CULTURE_JOINED,
    .locale = "ko_KR",
    .zone = "Asia/Seoul",
    .women =
      "서연=Seoyeon 지우=Jiwoo 민지=Minji 하은=Haeun 수진=Sujin 은정=Eunjeong 예린=Yerin 미영=Miyoung",
    .men =
      "민준=Minjun 서준=Seojun 도윤=Doyun 지훈=Jihun 현우=Hyunwoo 성민=Sungmin 준호=Junho 영수=Youngsoo",
    .families =
      "김=Kim 이=Lee 박=Park 최=Choi 정=Jung 강=Kang 조=Cho 윤=Yoon 장=Jang 임=Lim 남궁=Namgung "
      "황보=Hwangbo",
  },
  {
    .weight = 30,
    .flags = SIM_CULTURE_FAMILY_FIRST,
    .locale = "vi_VN",
    .zone = "Asia/Ho_Chi_Minh",
    .women = "Thị_Lan Thị_Hương Thu_Thủy Ngọc_Ánh Mỹ_Linh Thanh_Huyền Phương_Thảo Kim_Ngân "
             "Bảo_Trâm Diễm_Quỳnh",
    .men = "Văn_Hùng Minh_Đức Quang_Huy Tuấn_Anh Đình_Phúc Hữu_Nghĩa Xuân_Trường Công_Phượng "
           "Thành_Đạt Quốc_Bảo",
    .families = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý",
  },
  {
    .weight = 16,
    .flags = SIM_CULTURE_SCRIPT,
    .locale = "th_TH",
    .zone = "Asia/Bangkok",
    .women = "สุดารัตน์=Sudarat กัญญา=Kanya พิมพ์ชนก=Pimchanok อรทัย=Orathai นภัสสร=Napatsorn "
             "วิไล=Wilai",
    .men = "สมชาย=Somchai ณัฐวุฒิ=Nattawut ธนากร=Thanakorn อนันต์=Anan กิตติพงษ์=Kittipong "
           "ปิยะ=Piya",
    .families = "แสงทอง=Saengthong ศรีสุข=Srisuk จันทร์เพ็ญ=Chanpen บุญมี=Bunmee "
                "วงศ์สวัสดิ์=Wongsawat รัตนกุล=Rattanakul สุวรรณภูมิ=Suwannaphum",
  },
  {
    .weight = 18,
    .flags = SIM_CULTURE_SINGLE,
    .locale = "en_US",
    .zone = "Asia/Jakarta",
    .women = "Siti Dewi Putri Ayu Nur Sri Wulandari Kartika Ratna Suharti",
    .men = "Budi Agus Hartono Joko Sutrisno Wahyu Bambang Rizky Dwi Slamet",
    .families = "Santoso Wijaya Hidayat Susanto Kusuma Setiawan Pratama Nugroho Siregar "
                "Nasution",
  },
  {
    .weight = 10,
    .flags = SIM_CULTURE_TWO_FAMILIES,
    .locale = "en_US",
    .zone = "Asia/Manila",
    .women = "Maria_Teresa Maricel Jasmine Rosario Angelica Cristina Liwayway Precious",
    .men = "Jose Juan Mark_Anthony Rodrigo Emmanuel Ramon Bayani Jericho",
    .families = "Dela_Cruz Reyes Bautista Ocampo Aquino Macaraeg Villanueva Dimaculangan "
                "Magsaysay",
  },
  {
    .weight = 50,
    .locale = "en_UK",
    .zone = "Asia/Kolkata",
    .women = "Priya Ananya Aishwarya Kavya Divya Lakshmi Sneha Pooja Shreya Meera Radhika "
             "Nandini Padmavathi Harpreet",
    .men = "Arjun Rahul Vikram Suresh Rajesh Aditya Karthik Sanjay Venkatesh Ramakrishnan "
           "Gurpreet Amit Siddharth Balasubramanian",
    .families = "Sharma Patel Singh Gupta Kumar Reddy Nair Iyer Rao Joshi Mehta Desai Chaudhary "
                "Banerjee Mukherjee Chatterjee Krishnamurthy Subramaniam Kaur Pillai",
  },
  {
    .weight = 20,
    .flags = SIM_CULTURE_SCRIPT,
    .locale = "hi_IN",
    .zone = "Asia/Kolkata",
    .women = "प्रिया=Priya सुनीता=Sunita अंजलि=Anjali कविता=Kavita लक्ष्मी=Lakshmi मीरा=Meera "
             "नेहा=Neha",
    .men = "राहुल=Rahul अमित=Amit विक्रम=Vikram सुरेश=Suresh अर्जुन=Arjun संजय=Sanjay "
           "राजेश=Rajesh",
    .families = "शर्मा=Sharma गुप्ता=Gupta सिंह=Singh वर्मा=Verma मिश्रा=Mishra "
                "त्रिपाठी=Tripathi चौधरी=Chaudhary श्रीवास्तव=Srivastava",
  },
  {
    .weight = 10,
    .flags = SIM_CULTURE_SCRIPT,
    .locale = "en_US",
    .zone = "Asia/Dhaka",
    .women = "ফাতেমা=Fatema নুসরাত=Nusrat শর্মিলা=Sharmila অনন্যা=Ananya",
    .men = "রফিকুল=Rafiqul আব্দুল=Abdul সৌরভ=Sourav অভিজিৎ=Abhijit",
    .families = "ইসলাম=Islam রহমান=Rahman দাস=Das চক্রবর্তী=Chakraborty হোসেন=Hossain সেন=Sen",
  },
  {
    .weight = 8,
    .flags = SIM_CULTURE_SCRIPT | SIM_CULTURE_SINGLE,
    .locale = "en_UK",
    .zone = "Asia/Colombo",
    .women = "கலைவாணி=Kalaivani மீனாட்சி=Meenakshi தமிழ்ச்செல்வி=Tamilselvi",
    .men = "முருகன்=Murugan செந்தில்=Senthil கார்த்திக்=Karthik",
    .families = "சுப்பிரமணியம்=Subramaniyam ராஜேந்திரன்=Rajendran நடராஜன்=Natarajan",
  },
};

const guint sim_n_cultures_asia = G_N_ELEMENTS (sim_cultures_asia);
