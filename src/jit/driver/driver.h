#pragma once
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "jit/driver/budget.h"
#include "jit/driver/options.h"
#include "jit/driver/unit.h"
#include "vm/tier_up.h"

namespace tauraro::jit {

/// Figures of a driver, for --jit-stats and tauraro.jit.
struct DriverStats {
  std::uint64_t units = 0, loops = 0, functions = 0, resumptions = 0, failures = 0, invalidated = 0, retired = 0;
  std::uint64_t loop_entries = 0;  ///< out of the interpreter; entries of functions are not counted
  std::uint64_t exits = 0, machine_bytes = 0, nanoseconds = 0;
};

/// What the compiler was asked to do and what its code ran into, so that testing knows what it has not tried. For --jit-stats.
struct DriverCoverage {
  std::bitset<kOpcodeCount> opcodes;     ///< compiled as more than an exit
  std::bitset<kOpCount> built, lowered;  ///< operations in graphs: as built, and after the passes
  std::map<std::string, std::uint64_t> exits_by_reason, exits_by_op;

  static void add(std::bitset<kOpCount>& ops, const Graph& graph);
};

/// Decides when and what to compile; owns the units. One per VM.
class Driver final : public TierUp, public FactsProvider {
 public:
  Driver(Vm& vm, const JitOptions& options);
  ~Driver() override;

  // TierUp
  void function_is_hot(Vm& vm, LinkedCode* code) override;
  CompiledEntry loop_is_hot(Vm& vm, Frame* frame, std::uint32_t header) override;
  CompiledEntry resume_is_hot(Vm& vm, Frame* frame) override;
  void type_changed(Vm& vm, ::tauraro::Type* type) override;
  void global_changed(Vm& vm, GlobalCell* cell) override;
  void invalidate_all(Vm& vm) override;
  void after_fork() override;
  // FactsProvider
  CodeFacts& facts_of(LinkedCode* code) override;

  void exit_taken(Unit& unit, std::uint32_t exit, const ExitFrame& innermost);
  void print_stats() const;
  const DriverStats& stats() const { return stats_; }

 private:
  struct CodeData;
  CodeData& data_of(LinkedCode* code);
  /// Code cache and backend, made for the first unit: most short programs need none. False: no executable memory.
  bool make_ready();
  bool is_worth_compiling(CodeData& data, std::uint32_t key, const LinkedCode& code, std::uint32_t runs);
  bool is_worth_lowering(const UnitRequest& request, const BuiltUnit& built);
  /// Null: not now, or it cannot be compiled.
  Unit* attempt(CodeData& data, const UnitRequest& request);
  /// `begin`: when building the graph began.
  Unit* compile(const UnitRequest& request, BuiltUnit&& built, std::uint64_t begin);
  void adopt(std::unique_ptr<Unit> unit, BuiltUnit&& built);
  void invalidate(Unit& unit);
  void retire(Unit& unit);
  void forget_entry(Unit& unit);
  void arm_exit_stress();
  void log_unit(const Unit& unit) const;
  void print_coverage() const;
  void log_failure(const UnitRequest& request, const std::string& why);
  static void trace_units(void* context, Tracer& tracer);
  static void note_exit(UnitExits& unit, std::uint32_t exit, const ExitFrame& innermost);
  static void free_code_data(LinkedCode* code);

  Vm& vm_;
  JitOptions options_;
  std::unique_ptr<CodeCache> cache_;
  std::unique_ptr<Backend> backend_;
  bool started_ = false;
  bool read_only_ = false;  ///< a child that got no cache of its own: what is compiled runs on, nothing new is
  CompileBudget budget_;
  std::uint64_t begin_;  ///< processor time of the thread when the driver was made
  std::vector<std::unique_ptr<Unit>> units_;
  std::unordered_map<GlobalCell*, std::vector<Unit*>> by_global_;
  std::unordered_map<::tauraro::Type*, std::vector<Unit*>> by_type_;
  std::map<std::string, std::uint64_t> failures_;  ///< what was not compiled, by reason
  DriverCoverage coverage_;
  DriverStats stats_;
  std::uint64_t stress_seed_ = 1;
};

}  // namespace tauraro::jit
