// Where an Unpickler's bytes come from.
#include "modules/pickle/unpickling.h"
#include "object/bytes.h"

namespace tauraro::pickle {
namespace {

constexpr std::size_t kWholeLine = ~std::size_t{0};
constexpr std::size_t kPrefetch = 128 * 1024;

}  // namespace

Raised Unpickling::truncated() const { return raise_pickling(vm, kUnpicklingError, "pickle data was truncated"); }

Result<void> Unpickling::set_chunk(Value bytes, bool is_ahead) {
  BufferView content;
  TRY(content.open(vm, bytes));
  state.chunk.assign(content.view());
  state.data = state.chunk.data();
  state.size = state.chunk.size();
  state.place = state.looked_ahead = 0;
  state.is_ahead = is_ahead;
  return {};
}

Result<void> Unpickling::skip_consumed() {
  if (!state.is_ahead || state.place <= state.looked_ahead) return {};
  const std::size_t consumed = state.place - state.looked_ahead;
  TRY(vm.call(field(kRead), {Value::from_int(static_cast<std::int64_t>(consumed))}));
  state.looked_ahead = state.place;
  return {};
}

Result<std::size_t> Unpickling::read_from_file(std::size_t count) {
  TRY(skip_consumed());
  if (count == kWholeLine) {
    TRY(set_chunk(TRY(vm.call(field(kReadLine), {})), false));
    return state.size;
  }
  if (!field(kPeek).is_empty() && count < kPrefetch) {
    const Result<Value> ahead = vm.call(field(kPeek), {Value::from_int(static_cast<std::int64_t>(kPrefetch))});
    if (ahead.is_raised()) {
      if (!vm.catch_if(TypeId::NotImplementedError)) return Raised{};
      self->values[kPeek] = Value();
    } else {
      TRY(set_chunk(ahead.value(), true));
      if (count <= state.size) return state.size;
    }
  }
  if (count > static_cast<std::size_t>(INT64_MAX)) return vm.raise(TypeId::OverflowError, "read would overflow (invalid bytecode)");
  TRY(set_chunk(TRY(vm.call(field(kRead), {TRY(new_int(vm, static_cast<std::int64_t>(count)))})), false));
  return state.size;
}

Result<std::string_view> Unpickling::read_more(std::size_t count) {
  if (field(kRead).is_empty()) return truncated();
  if (TRY(read_from_file(count)) < count) return truncated();
  state.place = count;
  return std::string_view(state.data, count);
}

Result<std::string_view> Unpickling::read_line() {
  const std::string_view rest(state.data + state.place, state.size - state.place);
  const std::size_t end = rest.find('\n');
  if (end != std::string_view::npos) {
    state.place += end + 1;
    return rest.substr(0, end + 1);
  }
  if (field(kReadLine).is_empty()) return truncated();
  const std::size_t count = TRY(read_from_file(kWholeLine));
  if (count == 0 || state.data[count - 1] != '\n') return truncated();
  state.place = count;
  return std::string_view(state.data, count);
}

}  // namespace tauraro::pickle
