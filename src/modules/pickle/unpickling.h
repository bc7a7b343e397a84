#pragma once
#include <string>
#include <vector>

#include "modules/pickle/pickling.h"

namespace tauraro::pickle {

/// values[] of an Unpickler; empty: not there.
enum UnpicklerField { kRead, kReadLine, kPeek, kPersistentLoad, kBuffers, kStack, kMemo, kUnpicklerFields };

/// What an Unpickler's `raw` points to.
struct UnpicklerState {
  std::string chunk;              ///< what was read from a file; with other input: empty
  const char* data = nullptr;     ///< the input, or the chunk
  std::size_t size = 0, place = 0;
  std::size_t looked_ahead = 0;   ///< the file stands before this place of the chunk
  bool is_ahead = false;          ///< the chunk came from peek()
  std::vector<std::size_t> marks; ///< lengths of the stack
  std::int64_t memo_count = 0;
  int protocol = 0;
  bool fix_imports = true;
  std::string encoding = "ASCII", errors = "strict";
};

/// One Unpickler at work.
struct Unpickling {
  Vm& vm;
  NativeObject* self;
  UnpicklerState& state;

  Value field(UnpicklerField index) const { return self->values[index]; }
  List* stack() const { return self->values[kStack].as<List>(); }
  Result<void> push(Value value) { return list_append(vm, stack(), value); }
  std::size_t fence() const { return state.marks.empty() ? 0 : state.marks.back(); }
  std::size_t height() const { return stack()->length; }
  Value& at(std::size_t index) const { return stack()->storage->items[index]; }

  Raised underflow() const;
  Result<Value> pop();
  /// The last value; stays there.
  Result<Value> top() const;
  void drop_to(std::size_t height);
  /// The last mark, removed.
  Result<std::size_t> marker();
  Result<Tuple*> pop_tuple(std::size_t start);
  Result<List*> pop_list(std::size_t start);

  /// The next bytes; valid until the next read.
  Result<std::string_view> read(std::size_t count) {
    if (count <= state.size - state.place) [[likely]] {
      const std::string_view bytes(state.data + state.place, count);
      state.place += count;
      return bytes;
    }
    return read_more(count);
  }
  /// A line with its end.
  Result<std::string_view> read_line();
  /// Leaves the file behind what has been used.
  Result<void> skip_consumed();
  Result<std::string_view> read_more(std::size_t count);
  /// \param count kWholeLine: a line
  Result<std::size_t> read_from_file(std::size_t count);
  Result<void> set_chunk(Value bytes, bool is_ahead);
  Raised truncated() const;
};

inline UnpicklerState& unpickler_state(Value unpickler) { return *static_cast<UnpicklerState*>(unpickler.as<NativeObject>()->raw); }

/// The object at the end of the stream.
Result<Value> load_object(Unpickling& u);
/// Whether the opcode was one of these.
Result<bool> load_atom(Unpickling& u, unsigned char opcode);       // load_atoms.cpp
Result<bool> load_container(Unpickling& u, unsigned char opcode);  // load_containers.cpp
Result<bool> load_instance(Unpickling& u, unsigned char opcode);   // load_instances.cpp

Result<Value> memo_item(Unpickling& u, std::int64_t number);
Result<void> memo_store(Unpickling& u, std::int64_t number, Value value);
/// The number in `count` bytes, least first.
Result<std::uint64_t> read_number(Unpickling& u, std::size_t count);
/// Unpickler.find_class of this unpickler, which a subclass may define.
Result<Value> find_class(Unpickling& u, Value module_name, Value name);
Result<Value> default_find_class(Vm& vm, const UnpicklerState& state, Value module_name, Value name);

Result<NativeObject*> new_unpickler(Vm& vm);
Result<void> set_up_unpickler(Vm& vm, NativeObject* unpickler, Value fix_imports, Value encoding, Value errors, Value buffers);
Result<void> set_input_file(Vm& vm, NativeObject* unpickler, Value file);

}  // namespace tauraro::pickle
