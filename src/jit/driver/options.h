#pragma once
#include <cstdint>
#include <memory>
#include <string>

namespace tauraro {

class TierUp;
class Vm;

/// How the optimizing compiler behaves; the command's --jit-... options.
struct JitOptions {
  std::uint32_t threshold = 0;      ///< repetitions of a loop, and calls, until compiling; 0: the default
  bool log = false, stats = false;
  bool stress_exits = false;        ///< takes exits at random
  std::uint64_t stress_seed = 1;
  std::string disabled_passes;      ///< names, separated by commas
  bool dump_ir = false, dump_asm = false;
  std::string dump_function;        ///< only units of this function; empty: all
};

/// The compiler of a VM, to be installed as vm.services->tier_up. Null when the system refuses executable memory.
std::unique_ptr<TierUp> make_jit(Vm& vm, const JitOptions& options);
/// The statistics of --jit-stats, on stderr.
void print_jit_stats(const TierUp& jit);

}  // namespace tauraro
