// SPDX-License-Identifier: AGPL-3.0-or-later
// Random participants of a country whose provinces are of very different sizes, for *_test.cpp and bench/ only.
#pragma once
#include <random>
#include <string>
#include <vector>

#include "insight/participation.h"

namespace mosharekat::insight::testing {

inline Frame frame() {
  Frame result{{"female", "male"}, {}, {"web", "sms", "paper", "voice"}};
  for (int i = 0; i < 31; ++i) result.provinces.push_back(std::to_string(100 + i));
  result.provinces.push_back("abroad");
  return result;
}

// Skewed as real consultations are: most from a few provinces, few of the old, some who state nothing.
inline std::vector<Participant> people(const Frame& frame, std::size_t count, std::mt19937_64& random) {
  const double skew = 0.3 + 2.0 * static_cast<double>(random() % 1000) / 1000,
               silent = static_cast<double>(random() % 300) / 1000;
  std::vector<double> weights;
  for (std::size_t i = 0; i < frame.provinces.size(); ++i) weights.push_back(1 / std::pow(static_cast<double>(i + 1), skew));
  std::discrete_distribution<std::size_t> province(weights.begin(), weights.end());
  std::normal_distribution<double> age(20 + static_cast<double>(random() % 25), 8 + static_cast<double>(random() % 10));
  std::bernoulli_distribution states(1 - silent), female(0.2 + 0.06 * static_cast<double>(random() % 10)), organisation(0.04);
  std::discrete_distribution<std::size_t> channel{80, 12, 6, 2};
  std::vector<Participant> result(count);
  for (Participant& person : result) {
    if (states(random)) person.birth_year = 1405 - static_cast<int>(std::max(8.0, age(random)));
    if (states(random)) person.gender = female(random) ? "female" : "male";
    if (states(random)) person.province = frame.provinces[province(random)];
    person.channel = frame.channels[channel(random)];
    person.type = organisation(random) ? frame.types[1 + random() % (frame.types.size() - 1)] : "individual";
  }
  return result;
}

}  // namespace mosharekat::insight::testing
