// SPDX-License-Identifier: AGPL-3.0-or-later
// How a demonstration calls the commands that people use.
#pragma once
#include <atomic>
#include <cstddef>
#include <future>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "base/locale.h"
#include "base/result.h"

namespace mosharekat::cli::demo {

// A demonstration that cannot be made is a bug of this program or a broken directory: said with the sentence of the command that
// refused.
template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error("demo: " + locale::sentence(Language::en, result.error()));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

// work(0) … work(count - 1) side by side, so that the writer commits many together and a slow disk is waited for once. Ends when
// all have; throws what one of them threw.
template <class Work>
void side_by_side(std::size_t count, const Work& work) {
  std::atomic<std::size_t> next = 0;
  std::vector<std::future<void>> workers;
  for (int worker = 0; worker < 32; ++worker)
    workers.push_back(std::async(std::launch::async, [&] {
      for (std::size_t i = next++; i < count; i = next++) work(i);
    }));
  for (auto& worker : workers) worker.get();
}

}  // namespace mosharekat::cli::demo
