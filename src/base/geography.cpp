// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/geography.h"

#include <array>

namespace mosharekat {

namespace {
constexpr std::array<Province, 31> all = {{
    {"IR-00", "مرکزی", "Markazi", 1429475},
    {"IR-01", "گیلان", "Gilan", 2530696},
    {"IR-02", "مازندران", "Mazandaran", 3283582},
    {"IR-03", "آذربایجان شرقی", "East Azerbaijan", 3909652},
    {"IR-04", "آذربایجان غربی", "West Azerbaijan", 3265219},
    {"IR-05", "کرمانشاه", "Kermanshah", 1952434},
    {"IR-06", "خوزستان", "Khuzestan", 4710509},
    {"IR-07", "فارس", "Fars", 4851274},
    {"IR-08", "کرمان", "Kerman", 3164718},
    {"IR-09", "خراسان رضوی", "Razavi Khorasan", 6434501},
    {"IR-10", "اصفهان", "Isfahan", 5120850},
    {"IR-11", "سیستان و بلوچستان", "Sistan and Baluchestan", 2775014},
    {"IR-12", "کردستان", "Kurdistan", 1603011},
    {"IR-13", "همدان", "Hamadan", 1738234},
    {"IR-14", "چهارمحال و بختیاری", "Chaharmahal and Bakhtiari", 947763},
    {"IR-15", "لرستان", "Lorestan", 1760649},
    {"IR-16", "ایلام", "Ilam", 580158},
    {"IR-17", "کهگیلویه و بویراحمد", "Kohgiluyeh and Boyer-Ahmad", 713052},
    {"IR-18", "بوشهر", "Bushehr", 1163400},
    {"IR-19", "زنجان", "Zanjan", 1057461},
    {"IR-20", "سمنان", "Semnan", 702360},
    {"IR-21", "یزد", "Yazd", 1138533},
    {"IR-22", "هرمزگان", "Hormozgan", 1776415},
    {"IR-23", "تهران", "Tehran", 13267637},
    {"IR-24", "اردبیل", "Ardabil", 1270420},
    {"IR-25", "قم", "Qom", 1292283},
    {"IR-26", "قزوین", "Qazvin", 1273761},
    {"IR-27", "گلستان", "Golestan", 1868819},
    {"IR-28", "خراسان شمالی", "North Khorasan", 863092},
    {"IR-29", "خراسان جنوبی", "South Khorasan", 768898},
    {"IR-30", "البرز", "Alborz", 2712400},
}};
}  // namespace

std::span<const Province> provinces() { return all; }

const Province* province(std::string_view code) {
  for (const Province& province : all)
    if (province.code == code) return &province;
  return nullptr;
}

}  // namespace mosharekat
