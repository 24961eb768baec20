// SPDX-License-Identifier: AGPL-3.0-or-later
#include <Eigen/Dense>
#include <Eigen/Sparse>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "insight/themes.h"

namespace mosharekat::insight {
namespace {

constexpr std::size_t words_max = 4'000, texts_max = 50'000;
constexpr double prior = 0.2;
constexpr int dimensions_max = 40, oversampling = 8, power_rounds = 4;

using Matrix = Eigen::MatrixXf;
using Sparse = Eigen::SparseMatrix<float, Eigen::RowMajor>;

// Evenly picked, so that all of a long list has its say.
std::vector<std::size_t> sampled(std::span<const std::size_t> texts) {
  std::vector<std::size_t> picked;
  const std::size_t step = (texts.size() + texts_max - 1) / texts_max;
  for (std::size_t i = 0; i < texts.size(); i += step) picked.push_back(texts[i]);
  return picked;
}

Matrix orthonormal(const Matrix& columns) {
  const Eigen::HouseholderQR<Matrix> qr(columns);
  return qr.householderQ() * Matrix::Identity(columns.rows(), columns.cols());
}

// Eigenvectors of the largest eigenvalues by magnitude, times the root of those: subspace iteration from a fixed start.
Matrix leading(const Sparse& symmetric, int count) {
  const auto size = symmetric.rows();
  const auto width = std::min<Eigen::Index>(count + oversampling, size);
  Matrix basis(size, width);
  std::uint64_t state = 0x9e3779b97f4a7c15ULL;
  for (Eigen::Index i = 0; i < basis.size(); ++i) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    basis.data()[i] = static_cast<float>(state >> 40) / static_cast<float>(1 << 24) - 0.5F;
  }
  for (int round = 0; round < power_rounds; ++round) basis = orthonormal(symmetric * basis);
  const Matrix image = symmetric * basis;
  const Matrix small = basis.transpose() * image;
  const Eigen::SelfAdjointEigenSolver<Matrix> solver((small + small.transpose()) / 2);
  std::vector<Eigen::Index> order(static_cast<std::size_t>(width));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  std::ranges::stable_sort(order, std::greater<>{}, [&](Eigen::Index i) { return std::abs(solver.eigenvalues()[i]); });
  Matrix result(size, std::min<Eigen::Index>(count, width));
  for (Eigen::Index c = 0; c < result.cols(); ++c) {
    const Eigen::Index from = order[static_cast<std::size_t>(c)];
    result.col(c) = basis * solver.eigenvectors().col(from) * std::sqrt(std::abs(solver.eigenvalues()[from]));
  }
  return result;
}

}  // namespace

WordSpace::WordSpace(const Corpus& corpus, std::span<const std::size_t> texts) : row_(corpus.terms(), none) {
  const std::vector<std::size_t> picked = sampled(texts);
  std::vector<std::uint32_t> frequency(corpus.terms());
  for (const std::size_t text : picked) {
    for (const std::uint32_t term : corpus.terms_of(text)) ++frequency[term];
  }
  // Words of one text tell nothing of others, words of nearly all nothing of any.
  const auto most = static_cast<std::uint32_t>(0.4 * static_cast<double>(picked.size())) + 1;
  std::vector<std::uint32_t> used;
  for (std::uint32_t term = 0; term < corpus.terms(); ++term) {
    if (!corpus.is_number(term) && frequency[term] >= 2 && frequency[term] <= most) used.push_back(term);
  }
  std::ranges::stable_sort(used, std::greater<>{}, [&](std::uint32_t term) { return frequency[term]; });
  if (used.size() > words_max) used.resize(words_max);
  for (std::uint32_t r = 0; r < used.size(); ++r) row_[used[r]] = r;
  const std::size_t size = used.size();
  for (const std::uint32_t term : used) {
    weight_.push_back(std::log((1 + static_cast<float>(picked.size())) / (1 + static_cast<float>(frequency[term]))) + 1);
  }
  if (size == 0) return;

  // In how many texts two words are together.
  std::vector<float> together(size * size);
  std::vector<std::uint32_t> rows;
  for (const std::size_t text : picked) {
    rows.clear();
    for (const std::uint32_t term : corpus.terms_of(text)) {
      if (row_[term] != none) rows.push_back(row_[term]);
    }
    for (const std::uint32_t a : rows) {
      for (const std::uint32_t b : rows) together[a * size + b] += 1;
    }
  }
  std::vector<double> sum(size);
  double all = 0;
  for (std::size_t a = 0; a < size; ++a) {
    together[a * size + a] = 0;
    for (std::size_t b = 0; b < size; ++b) sum[a] += together[a * size + b];
    all += sum[a];
  }
  std::vector<Eigen::Triplet<float>> entries;
  for (std::size_t a = 0; a < size; ++a) {
    for (std::size_t b = 0; b < size; ++b) {
      const float count = together[a * size + b];
      if (count == 0) continue;
      // A little imagined company on both sides keeps chance meetings of rare words from looking like friendship.
      const double expected = sum[a] * sum[b] / all;
      const auto information = static_cast<float>(std::log((count + prior) / (expected + prior)));
      if (information > 0) entries.emplace_back(static_cast<int>(a), static_cast<int>(b), information);
    }
  }
  together = {};
  Sparse company(static_cast<Eigen::Index>(size), static_cast<Eigen::Index>(size));
  company.setFromTriplets(entries.begin(), entries.end());
  const Matrix places = leading(company, dimensions_max);
  dimensions_ = static_cast<std::size_t>(places.cols());
  places_.resize(size * dimensions_);
  for (std::size_t r = 0; r < size; ++r) {
    for (std::size_t d = 0; d < dimensions_; ++d) {
      places_[r * dimensions_ + d] = places(static_cast<Eigen::Index>(r), static_cast<Eigen::Index>(d));
    }
  }
}

void WordSpace::place(std::span<const std::uint32_t> words, std::span<float> at) const {
  std::ranges::fill(at, 0.0F);
  // A word said twice counts a little more than once.
  std::vector<std::uint32_t> rows;
  for (const std::uint32_t word : words) {
    if (row_[word] != none) rows.push_back(row_[word]);
  }
  std::ranges::sort(rows);
  for (std::size_t begin = 0, end = 0; begin < rows.size(); begin = end) {
    while (end < rows.size() && rows[end] == rows[begin]) ++end;
    const float weight = weight_[rows[begin]] * (1 + std::log(static_cast<float>(end - begin)));
    for (std::size_t d = 0; d < at.size(); ++d) at[d] += weight * places_[rows[begin] * dimensions_ + d];
  }
  float length = 0;
  for (const float one : at) length += one * one;
  if (length <= 0) return;
  for (float& one : at) one /= std::sqrt(length);
}

}  // namespace mosharekat::insight
