#pragma once
#include <cstdint>
#include <string>

#include "jit/lower/target_layout.h"

namespace tauraro::jit {

class X64Emitter;
class CodeCache;

/// Routines that all units share, as addresses in the code cache. The slow-path routines keep every register but the scratch
/// ones: arguments in r10 and r11, the result in r11; to be called with rsp a multiple of 16.
struct Stubs {
  const void* safepoint = nullptr;
  const void* box_int = nullptr;
  const void* write_barrier = nullptr;
  const void* write_barrier_slot = nullptr;
  const void* allocate = nullptr;
  const void* pop_frames = nullptr;
  /// Exit number at [rsp + 8], cookie in r11; saves all registers, calls the handler, returns what it returned.
  const void* exit = nullptr;
  const std::uint8_t* code = nullptr;

  /// \return empty `code` when the cache is full
  static Stubs install(const TargetLayout& layout, CodeCache& cache, X64Emitter& emitter);
};

}  // namespace tauraro::jit
