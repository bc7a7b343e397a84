#pragma once
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "heap/heap.h"
#include "object/cell_kinds.h"
#include "object/exception.h"
#include "object/native.h"
#include "object/result.h"
#include "object/thread.h"
#include "object/type.h"

namespace tauraro {

class Vm;
void finish_builtin_types(Vm& vm);

struct VmServices;  // vm/services.h: everything of the Vm that objects need not see
struct MemoryViewTable;
class WeakTable;    // object/weak_reference.h
class WeakTable;    // object/weak_reference.h
struct InternTable; // object/intern.h

/// Joins pieces of text: concat("'", name, "' has ", 3, " items").
std::string concat_pieces(std::initializer_list<std::string> pieces);
inline std::string to_piece(std::string_view text) { return std::string(text); }
inline std::string to_piece(const char* text) { return text; }
inline std::string to_piece(std::string text) { return text; }
template <class Number>
  requires std::is_integral_v<Number>
std::string to_piece(Number number) { return std::to_string(number); }
template <class... Pieces>
std::string concat(Pieces&&... pieces) {
  return concat_pieces({to_piece(std::forward<Pieces>(pieces))...});
}

/// What lookup of a name along a type's MRO gave; valid while the type has this version.
struct MethodCacheEntry {
  Type* type;
  Str* name;
  std::uint32_t version;
  Value value;  ///< empty: absent
};

/// One isolated Python: heap, types, interned strings, modules, threads. No other global state exists.
/// This header shows what objects need; vm/ implements the rest (calls, imports, interpreter).
class Vm {
 public:
  /// The key of str and bytes hashes; zeros: not randomized.
  explicit Vm(std::uint64_t first_hash_key = 0, std::uint64_t second_hash_key = 0);
  ~Vm();
  Vm(const Vm&) = delete;
  Vm& operator=(const Vm&) = delete;

  Heap heap;
  ShapeTable shapes;
  Thread* thread = nullptr;           ///< the one that holds the VM's lock
  Type* types[kTypeIdCount] = {};
  MethodCacheEntry method_cache[1024] = {};
  std::uint32_t next_type_version = 1;
  std::uint32_t attribute_hint = 0;   ///< of the class statement being executed (CodeUnit::attribute_hint)
  std::unique_ptr<InternTable> interned;
  std::unique_ptr<VmServices> services;
  Value special_names[kSpecialCount]; ///< interned Str of each Special
  Value one_char_strings[256];        ///< Str
  Value empty_str, empty_tuple, empty_bytes, empty_frozenset;
  std::shared_ptr<MemoryViewTable> memory_views;  ///< object/memory_view.h; made at the first one
  std::shared_ptr<WeakTable> weak_references;     ///< object/weak_reference.h; made at the first one
  Value codec_search, codec_cache, codec_errors;  ///< List, Dict, Dict of the codec registry; empty until used
  Dict* builtins = nullptr;           ///< builtins.__dict__, cell mode
  Dict* modules = nullptr;            ///< sys.modules
  Module* sys = nullptr;
  std::uint64_t hash_key[2] = {0, 0}; ///< SipHash key from PYTHONHASHSEED
  std::int64_t int_max_str_digits = 4300;
  std::uint32_t out_of_memory_count = 0;  ///< MemoryErrors raised so far

  Type* type(TypeId id) const { return types[static_cast<int>(id)]; }
  Type* type_of(Value value) const { return value.is_cell() ? shapes.at(value.as_cell()->shape)->type : immediate_type(value); }
  Shape* shape_of(const Cell* cell) const { return shapes.at(cell->shape); }
  /// Exact instance of a builtin type.
  bool is_exact(Value value, TypeId id) const { return value.is_cell() && value.as_cell()->shape == builtin_shape(id); }

  // ---- allocation ----
  /// A zeroed cell; null with MemoryError pending when the heap limit forbids it.
  template <class T>
  T* allocate(CellKind kind, std::uint32_t shape, std::size_t extra_bytes = 0) {
    Cell* cell = heap.allocate(sizeof(T) + extra_bytes, kind, shape);
    if (!cell) [[unlikely]] out_of_memory();
    return static_cast<T*>(cell);
  }
  /// A zeroed instance of `type` (its instance_size + extra_bytes), with its root shape. For natives' __new__.
  template <class T>
  Result<T*> new_instance(Type* type, std::size_t extra_bytes = 0) {
    Cell* cell = allocate_instance(type, extra_bytes);
    if (!cell) [[unlikely]] return Raised{};
    return static_cast<T*>(cell);
  }
  Cell* allocate_instance(Type* type, std::size_t extra_bytes);
  Raised out_of_memory();
  /// Must follow every store of a value into a cell that was not just allocated.
  void barrier(Cell* owner) { heap.write_barrier(owner); }

  // ---- exceptions ----
  Raised raise(TypeId type, std::string_view message);
  /// raise with pieces: raise_error(TypeId::TypeError, "can't frob ", name)
  template <class... Pieces>
  Raised raise_error(TypeId type, Pieces&&... pieces) {
    return raise(type, concat(std::forward<Pieces>(pieces)...));
  }
  Raised raise_with(TypeId type, Value argument);                    ///< type(argument), e.g. KeyError(key)
  Raised raise_object(Value exception);                              ///< an exception instance; sets __context__
  Raised raise_key_error(Value key) { return raise_with(TypeId::KeyError, key); }
  Raised raise_stop_iteration(Value value);                          ///< StopIteration(value), or StopIteration() for None
  Raised raise_os_error(int error_number, Value filename = Value(), Value filename2 = Value());
  bool has_pending() const { return !thread->pending.is_empty() || thread->stop != 0; }
  /// Whether the pending exception is an instance of this type (false for a stop).
  bool pending_is(TypeId type) const;
  /// Takes the pending exception for handling; empty when it is a stop, which nobody may swallow. The one function
  /// through which natives swallow errors.
  Value catch_pending();
  /// catch_pending, when pending_is(type).
  bool catch_if(TypeId type);

  // ---- calls ----
  Result<Value> call(Value callee, std::span<const Value> arguments, Value keyword_names = Value(), std::span<const Value> keyword_values = {});
  Result<Value> call(Value callee, std::initializer_list<Value> arguments) { return call(callee, std::span(arguments.begin(), arguments.size())); }
  Result<Value> call_method(Value self, std::string_view name, std::initializer_list<Value> arguments);
  /// Calls what type(self) has for `which`, bound to self. \pre it has it
  Result<Value> call_special(Value self, Special which, std::initializer_list<Value> arguments = {});
  Result<Value> call_spread(Value callee, Tuple* arguments, Dict* keywords);

  // ---- native definitions ----
  /// A type made by a native module; instances have `kind`; `size`: bytes of its struct.
  Result<Type*> make_native_type(const NativeTypeSpec& spec, CellKind kind, std::size_t size, TypeId base = TypeId::Object, std::uint32_t flags = kTypeSubclassable);
  Result<Type*> make_native_type(const NativeTypeSpec& spec, CellKind kind, std::size_t size, Type* base, std::uint32_t flags = kTypeSubclassable);
  /// The type that make_native_type has made from this spec (told by its address); null before.
  Type* native_type(const NativeTypeSpec& spec) const;
  /// Adds the methods of a table to a builtin type (at start-up).
  void define_methods(TypeId id, std::span<const NativeMethod> methods, std::span<const NativeGetSet> getsets = {}, const char* doc = nullptr);
  Result<NativeFunction*> make_native_function(const NativeMethod& definition, Value module_name);

  // ---- safepoints, limits ----
  /// For loops in native code that can run long: lets signals, stops and finalizers in. Raises on a stop or KeyboardInterrupt.
  Result<void> poll();
  /// RecursionError when the recursion limit or the end of the native stack is reached. Use RecursionGuard.
  Result<void> check_native_stack(const char* where) {
    if (has_native_space() && thread->depth < thread->recursion_limit) [[likely]] return {};
    return native_stack_exceeded(where);
  }
  /// The same for the native stack alone: for recursion that CPython does not count.
  Result<void> check_native_space(const char* where) {
    if (has_native_space()) [[likely]] return {};
    return native_stack_exceeded(where);
  }

 private:
  bool has_native_space() const { return static_cast<const char*>(__builtin_frame_address(0)) > thread->native_stack_limit; }
  Result<void> native_stack_exceeded(const char* where);
  Type* immediate_type(Value value) const;
  void create_types();
};

/// The Vm that a heap belongs to (for trace functions, which get no context).
inline Vm& vm_of(Heap& heap) { return *reinterpret_cast<Vm*>(reinterpret_cast<char*>(&heap) - offsetof(Vm, heap)); }

/// Counts a native recursion (repr, comparison, json, a call of a native) as one of the levels that sys.setrecursionlimit() limits.
class [[nodiscard]] RecursionGuard {
 public:
  RecursionGuard(Vm& vm, const char* where) : thread_(*vm.thread), entered_(!vm.check_native_stack(where).is_raised()) { thread_.depth += entered_; }
  ~RecursionGuard() { thread_.depth -= entered_; }
  RecursionGuard(const RecursionGuard&) = delete;
  RecursionGuard& operator=(const RecursionGuard&) = delete;
  /// False: RecursionError (or a stop) is pending.
  bool entered() const { return entered_; }

 private:
  Thread& thread_;
  bool entered_;
};

/// The rest of the block runs with the recursion counted.
#define TAURARO_ENTER_NATIVE(vm, where)           \
  const RecursionGuard recursion_guard(vm, where); \
  if (!recursion_guard.entered()) [[unlikely]] return ::tauraro::Raised{}

}  // namespace tauraro
