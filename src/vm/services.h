#pragma once
#include <array>
#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "object/runtime.h"
#include "object/signature.h"
#include "vm/settings.h"
#include "vm/tier_up.h"

namespace tauraro {

/// What a program may be stopped by, and by how much. 0: no limit.
struct Limits {
  std::size_t heap_bytes = 0;
  std::size_t stack_bytes = 0;
  std::int64_t nanoseconds = 0;
  std::int64_t fuel = 0;
};

/// A type that a native module has made.
struct NativeTypeEntry {
  const NativeTypeSpec* spec;
  std::unique_ptr<Root<Type>> type;
};

/// What other threads and signal handlers ask of a running Vm (VmServices::requests).
inline constexpr std::uint8_t kRequestInterrupt = 1;  ///< a signal has arrived
inline constexpr std::uint8_t kRequestDeadline = 2;   ///< the time limit is over
inline constexpr std::uint8_t kRequestYield = 4;      ///< another thread wants the lock
inline constexpr std::uint8_t kRequestFinalize = 8;   ///< finalizers or weak reference callbacks are due

struct VmLock;
class OpenWriters;

/// What belongs to a Vm and objects need not see.
/// What an arithmetic instruction has last seen that is no builtin number.
struct OperatorSite {
  static constexpr std::uint32_t kMixed = 0xffff'ffff;  ///< several shapes
  const Instruction* pc = nullptr;
  std::uint32_t left = 0, right = 0;  ///< shapes; 0: no cell
  std::uint32_t changes = 0;          ///< of a shape; after a few it is kMixed for good
};

struct VmServices {
  std::array<OperatorSite, 512> operator_sites{};  ///< by hash of pc: the later site displaces the earlier
  std::unordered_map<std::string_view, std::unique_ptr<Signature>> signatures;  ///< by text
  std::vector<NativeTypeEntry> native_types;  ///< made by make_native_type
  std::vector<const NativeModuleSpec*> native_modules;
  std::unique_ptr<TierUp> tier_up;          ///< null: interpreter only
  std::vector<Value> repr_stack;            ///< objects being printed (repr_enter); alive through the callers' frames
  std::uint32_t gc_stress = 0;
  Limits limits;
  Value import_function;                    ///< builtins.__import__ as it was made: its calls take a short cut
  bool finalizing = false;
  std::vector<LinkedCode*> linked_codes;    ///< all that live; pruned by a weak hook
  std::vector<std::string> arguments;       ///< sys.argv
  std::vector<std::string> original_arguments;  ///< sys.orig_argv
  std::vector<std::string> search_path;     ///< in front of the library's in sys.path
  std::string executable;                   ///< sys.executable
  Value exit_callbacks;                     ///< List of what atexit.register was given, or empty
  bool hash_randomized = true;
  std::size_t thread_stack_bytes = 0;       ///< of new threads; 0: the system's default
  double switch_interval = 0.005;           ///< seconds

  std::unique_ptr<Thread> main_thread;
  VmLock* lock = nullptr;                   ///< vm/threads.h; null as long as there is one thread
  std::vector<Thread*> threads;
  Settings settings;
  Value fork_hooks[3];                      ///< os.register_at_fork: before, in the child, in the parent; Lists among `roots`, or empty
  std::vector<Value> roots;                 ///< kept alive for the Vm's life: by whoever needs it
  std::shared_ptr<OpenWriters> open_writers;  ///< made with the first; files that outlive the Vm's other parts leave it in peace
  std::atomic<std::uint8_t> requests{0};
  bool in_finalizers = false;
  bool automatic_collection = true;         ///< what gc.isenabled() says
  /// Hooks that higher layers install; null until then.
  Result<void> (*interrupt)(Vm& vm) = nullptr;               ///< runs Python signal handlers
  void (*finalize_object)(Vm& vm, Value object) = nullptr;   ///< __del__, files, generators
  void (*weak_callbacks)(Vm& vm) = nullptr;                  ///< queued weak reference callbacks
  Result<bool> (*write_text)(Vm& vm, Value stream, Value text) = nullptr;  ///< stream.write(text) when it is a plain text file; else false
  void (*thread_ends)(Vm& vm) = nullptr;                     ///< on a thread that has run its function
  void (*yield_lock)(Vm& vm) = nullptr;                      ///< lets another thread run
};

/// Asks for the slow path of the next safepoint. Callable from any thread and from signal handlers.
void request(Vm& vm, std::uint8_t what);


}  // namespace tauraro
