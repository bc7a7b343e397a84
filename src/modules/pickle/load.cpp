// The loop over opcodes, the stack and the memo.
#include "modules/pickle/unpickling.h"
#include "object/codec.h"

namespace tauraro::pickle {
namespace {

/// Beyond this number the memo is a dict, not a list.
constexpr std::int64_t kMemoListLimit = 1 << 20;

}  // namespace

Raised Unpickling::underflow() const {
  return raise_pickling(vm, kUnpicklingError, state.marks.empty() ? "unpickling stack underflow" : "unexpected MARK found");
}

Result<Value> Unpickling::pop() {
  List* list = stack();
  if (list->length <= fence()) return underflow();
  const Value value = list->storage->items[--list->length];
  list->storage->items[list->length] = Value();
  return value;
}

Result<Value> Unpickling::top() const {
  if (height() <= fence()) return underflow();
  return at(height() - 1);
}

void Unpickling::drop_to(std::size_t height) {
  List* list = stack();
  while (list->length > height) list->storage->items[--list->length] = Value();
}

Result<std::size_t> Unpickling::marker() {
  if (state.marks.empty()) return raise_pickling(vm, kUnpicklingError, "could not find MARK");
  const std::size_t height = state.marks.back();
  state.marks.pop_back();
  return height;
}

Result<Tuple*> Unpickling::pop_tuple(std::size_t start) {
  if (start < fence() || start > height()) return underflow();
  const std::size_t count = height() - start;
  Tuple* tuple = count ? TRY(new_tuple(vm, std::span<const Value>(&at(start), count))) : empty_tuple(vm);
  drop_to(start);
  return tuple;
}

Result<List*> Unpickling::pop_list(std::size_t start) {
  if (start < fence() || start > height()) return underflow();
  const std::size_t count = height() - start;
  List* list = count ? TRY(new_list(vm, std::span<const Value>(&at(start), count))) : TRY(new_list(vm));
  drop_to(start);
  return list;
}

Result<std::uint64_t> read_number(Unpickling& u, std::size_t count) {
  const std::string_view bytes = TRY(u.read(count));
  std::uint64_t number = 0;
  std::memcpy(&number, bytes.data(), count);
  return number;
}

Result<Value> memo_item(Unpickling& u, std::int64_t number) {
  const Value memo = u.field(kMemo);
  Value found = Value::not_found();
  if (memo.is(kind::Dict)) found = TRY(dict_get(u.vm, memo.as<Dict>(), TRY(new_int(u.vm, number))));
  else if (number >= 0 && static_cast<std::uint64_t>(number) < memo.as<List>()->length) found = memo.as<List>()->storage->items[number];
  if (found.is_not_found() || found.is_empty()) return raise_pickling(u.vm, kUnpicklingError, "Memo value not found at index ", number);
  return found;
}

Result<void> memo_store(Unpickling& u, std::int64_t number, Value value) {
  Vm& vm = u.vm;
  if (u.field(kMemo).is(kind::List) && number >= kMemoListLimit && static_cast<std::uint64_t>(number) > u.field(kMemo).as<List>()->length * 2) {
    Dict* table = TRY(new_dict(vm));
    const List* memo = u.field(kMemo).as<List>();
    for (std::uint64_t i = 0; i < memo->length; ++i)
      if (!memo->storage->items[i].is_empty()) TRY(dict_set(vm, table, Value::from_int(static_cast<std::int64_t>(i)), memo->storage->items[i]));
    u.self->values[kMemo] = value_of(table);
    vm.barrier(u.self);
  }
  if (u.field(kMemo).is(kind::Dict)) {
    Dict* table = u.field(kMemo).as<Dict>();
    TRY(dict_set(vm, table, TRY(new_int(vm, number)), value));
    u.state.memo_count = static_cast<std::int64_t>(table->count);
    return {};
  }
  List* memo = u.field(kMemo).as<List>();
  while (memo->length < static_cast<std::uint64_t>(number)) TRY(list_append(vm, memo, Value()));
  if (memo->length == static_cast<std::uint64_t>(number)) {
    ++u.state.memo_count;
    return list_append(vm, memo, value);
  }
  u.state.memo_count += memo->storage->items[number].is_empty();
  list_set(vm, memo, number, value);
  return {};
}

namespace {

Raised raise_invalid_key(Unpickling& u, unsigned char opcode) {
  char text[8];
  const bool is_plain = 0x20 <= opcode && opcode <= 0x7e && opcode != '\'' && opcode != '\\';
  std::snprintf(text, sizeof text, is_plain ? "%c" : "\\x%02x", opcode);
  return raise_pickling(u.vm, kUnpicklingError, "invalid load key, '", text, "'.");
}

Result<void> load_frame(Unpickling& u) {
  const std::uint64_t length = TRY(read_number(u, 8));
  if (length > INT64_MAX) return u.vm.raise_error(TypeId::OverflowError, "FRAME length exceeds system's maximum of ", INT64_MAX, " bytes");
  TRY(u.read(length));
  u.state.place -= length;
  return {};
}

Result<void> load_proto(Unpickling& u) {
  const int protocol = static_cast<int>(TRY(read_number(u, 1)));
  if (protocol > kHighestProtocol) return u.vm.raise_error(TypeId::ValueError, "unsupported pickle protocol: ", protocol);
  u.state.protocol = protocol;
  return {};
}

Result<Value> finish(Unpickling& u) {
  TRY(u.skip_consumed());
  return u.pop();
}

}  // namespace

Result<Value> load_object(Unpickling& u) {
  u.state.marks.clear();
  u.state.protocol = 0;
  u.drop_to(0);
  for (std::uint64_t steps = 1;; ++steps) {
    if ((steps & 0xffff) == 0) TRY(u.vm.poll());
    const Result<std::string_view> byte = u.read(1);
    if (byte.is_raised()) {
      if (u.vm.has_pending() && u.vm.thread->pending.is(kind::Exception) && is_instance(u.vm, u.vm.thread->pending, u.vm.native_type(kUnpicklingError)) &&
          !u.vm.catch_pending().is_empty())
        return u.vm.raise(TypeId::EOFError, "Ran out of input");
      return Raised{};
    }
    const auto opcode = static_cast<unsigned char>(byte.value()[0]);
    switch (static_cast<char>(opcode)) {
      case kStop: return finish(u);
      case kMark: u.state.marks.push_back(u.height()); break;
      case kFrame: TRY(load_frame(u)); break;
      case kProto: TRY(load_proto(u)); break;
      default:
        if (!TRY(load_atom(u, opcode)) && !TRY(load_container(u, opcode)) && !TRY(load_instance(u, opcode))) return raise_invalid_key(u, opcode);
    }
  }
}

}  // namespace tauraro::pickle
