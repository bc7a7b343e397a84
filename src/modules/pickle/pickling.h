#pragma once
#include <vector>

#include "builtins/support.h"
#include "modules/native_module.h"
#include "modules/pickle/output.h"

namespace tauraro::pickle {

extern const NativeTypeSpec kPicklerType, kUnpicklerType, kPicklerMemoType, kUnpicklerMemoType, kPickleBufferType;
extern const NativeTypeSpec kPickleError, kPicklingError, kUnpicklingError;

template <class... Pieces>
Raised raise_pickling(Vm& vm, const NativeTypeSpec& type, Pieces&&... pieces);

/// From the address of an object to its number in the memo.
class MemoTable {
 public:
  /// Number, or -1.
  std::int64_t find(Value object) const {
    if (slots_.empty()) return -1;
    for (std::size_t i = hash(object) & mask();; i = (i + 1) & mask())
      if (slots_[i].bits == 0 || slots_[i].bits == object.bits()) return slots_[i].bits ? std::int64_t{slots_[i].number} : -1;
  }
  void set(Value object, std::uint32_t number);
  void clear() { slots_.clear(), count_ = 0; }
  std::uint32_t count() const { return count_; }
  template <class Each>
  void for_each(Each each) const {
    for (const Slot& slot : slots_)
      if (slot.bits) each(Value::from_bits(slot.bits), slot.number);
  }

 private:
  struct Slot {
    std::uint64_t bits = 0;
    std::uint32_t number = 0;
  };
  static std::size_t hash(Value object) { return static_cast<std::size_t>(object.bits() * 0x9e3779b97f4a7c15 >> 32); }
  std::size_t mask() const { return slots_.size() - 1; }
  std::vector<Slot> slots_;
  std::uint32_t count_ = 0;
};

/// values[] of a Pickler; empty: not there.
enum PicklerField { kWrite, kPersistentId, kDispatchTable, kReducerOverride, kBufferCallback, kMemoObjects, kFixTables, kRegistry, kPicklerFields };

/// What a Pickler's `raw` points to.
struct PicklerState {
  Output output;
  MemoTable memo;
  std::vector<std::uint64_t> fast_nest;  ///< in fast mode: addresses of the containers being saved
  int protocol = kDefaultProtocol;
  bool binary = true;        ///< protocol > 0
  bool fast = false;         ///< no memo
  bool fix_imports = true;   ///< names of Python 2 for protocols below 3
};

/// One Pickler at work.
struct Pickling {
  Vm& vm;
  NativeObject* self;
  PicklerState& state;

  Value field(PicklerField index) const { return self->values[index]; }
  void set_field(PicklerField index, Value value) {
    self->values[index] = value;
    vm.barrier(self);
  }
  void put(char opcode) { state.output.put(opcode); }
  bool knows(Value object) const { return state.memo.find(object) >= 0; }
};

inline PicklerState& pickler_state(Value pickler) { return *static_cast<PicklerState*>(pickler.as<NativeObject>()->raw); }

// save.cpp
Result<void> save(Pickling& p, Value object, bool is_persistent_id = false);
Result<void> memo_put(Pickling& p, Value object);
Result<void> memo_get(Pickling& p, Value object);
/// dump(): header, object, end, written to the file when there is one.
Result<void> dump_object(Pickling& p, Value object);
Result<void> save_bytes_data(Pickling& p, Value object, std::string_view data);
// save_containers.cpp
Result<void> save_tuple(Pickling& p, Value object);
Result<void> save_list(Pickling& p, Value object);
Result<void> save_dict(Pickling& p, Value object);
Result<void> save_set(Pickling& p, Value object);
Result<void> save_frozenset(Pickling& p, Value object);
Result<void> batch_list(Pickling& p, Value iterator);
Result<void> batch_dict(Pickling& p, Value iterator);
// save_global.cpp
/// name: what __reduce__ gave, or empty
Result<void> save_global(Pickling& p, Value object, Value name);
// save_reduce.cpp
/// What __reduce__ gave; object empty: not memoized.
Result<void> save_reduce(Pickling& p, Value reduced, Value object);
/// callable(*arguments)
Result<void> save_call(Pickling& p, Value callable, std::initializer_list<Value> arguments, Value object);
Result<void> save_buffer(Pickling& p, Value object);

// names.cpp: names with dots
/// AttributeError for "<locals>"; object empty: not told.
Result<List*> dotted_path(Vm& vm, Value object, Str* name);
/// not_found when something on the way is missing. `parent`: of the last one.
Result<Value> deep_attribute(Vm& vm, Value object, List* path, Value* parent);

/// Options of Pickler, dump and dumps: protocol (None: default), fix_imports, buffer_callback.
Result<NativeObject*> new_pickler(Vm& vm);
Result<void> set_up_pickler(Vm& vm, NativeObject* pickler, Value protocol, bool fix_imports, Value buffer_callback);
Result<void> set_output_file(Vm& vm, NativeObject* pickler, Value file);

/// A pickle buffer's memoryview, released or not.
Result<Value> view_of_pickle_buffer(Vm& vm, Value buffer);
void give_pickle_buffers_memory(Vm& vm);

Raised raise_of_spec(Vm& vm, const NativeTypeSpec& type, const std::string& message);
template <class... Pieces>
Raised raise_pickling(Vm& vm, const NativeTypeSpec& type, Pieces&&... pieces) {
  return raise_of_spec(vm, type, concat(std::forward<Pieces>(pieces)...));
}
inline std::string name_of_type(Vm& vm, Value object) { return full_type_name(vm, vm.type_of(object)); }

}  // namespace tauraro::pickle
