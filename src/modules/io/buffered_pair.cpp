// BufferedRWPair: a reader and a writer side by side.
#include "modules/io/io.h"

namespace tauraro::io {
namespace {

enum { kReader, kWriter };

Result<Value> part(Vm& vm, Value self, int which) {
  const Value stream = value_at(self, which);
  if (stream.is_empty()) return vm.raise(TypeId::ValueError, "I/O operation on uninitialized object");
  return stream;
}

Result<Value> init(Vm& vm, const Args& args) {
  TRY(check_readable(vm, args[1]));
  TRY(check_writable(vm, args[2]));
  set_value(vm, args[0], kReader, TRY(vm.call(Value::from_cell(vm.native_type(kBufferedReader)), {args[1], args[3]})));
  set_value(vm, args[0], kWriter, TRY(vm.call(Value::from_cell(vm.native_type(kBufferedWriter)), {args[2], args[3]})));
  return Value::none();
}

#define FORWARD(name, which)                                                     \
  Result<Value> forward_##name(Vm& vm, const Args& args) {                       \
    const Value function = TRY(get_attr(vm, TRY(part(vm, args[0], which)), #name)); \
    return vm.call(function, args.rest_span());                                  \
  }
FORWARD(read, kReader) FORWARD(read1, kReader) FORWARD(peek, kReader) FORWARD(readinto, kReader) FORWARD(readinto1, kReader)
FORWARD(readable, kReader) FORWARD(write, kWriter) FORWARD(flush, kWriter) FORWARD(writable, kWriter)
#undef FORWARD

Result<Value> close(Vm& vm, const Args& args) {
  const Result<Value> writer = vm.call_method(TRY(part(vm, args[0], kWriter)), "close", {});
  const Value first = writer.is_raised() ? vm.catch_pending() : Value();
  if (writer.is_raised() && first.is_empty()) return Raised{};
  const Result<Value> reader = vm.call_method(TRY(part(vm, args[0], kReader)), "close", {});
  if (first.is_empty()) return reader;
  if (reader.is_raised()) {
    const Value second = vm.catch_pending();
    if (second.is_empty()) return Raised{};
    if (second.is(kind::Exception)) {
      second.as<Exception>()->context = first;
      vm.barrier(second.as_cell());
    }
    return vm.raise_object(second);
  }
  return vm.raise_object(first);
}

Result<Value> isatty(Vm& vm, const Args& args) {
  const Value writer = TRY(vm.call_method(TRY(part(vm, args[0], kWriter)), "isatty", {}));
  if (!writer.is_false()) return writer;
  return vm.call_method(TRY(part(vm, args[0], kReader)), "isatty", {});
}

Result<Value> get_closed(Vm& vm, Value self) {
  if (value_at(self, kWriter).is_empty()) return vm.raise(TypeId::RuntimeError, "the BufferedRWPair object is being garbage-collected");
  return get_attr(vm, value_at(self, kWriter), "closed");
}

constexpr NativeMethod kMethods[] = {
    {"__new__", object_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    {"__init__", init, "($self, reader, writer, buffer_size=8192, /)"},
    {"read", forward_read, "($self, /, *args)"},
    {"read1", forward_read1, "($self, /, *args)"},
    {"peek", forward_peek, "($self, /, *args)"},
    {"readinto", forward_readinto, "($self, /, *args)"},
    {"readinto1", forward_readinto1, "($self, /, *args)"},
    {"write", forward_write, "($self, /, *args)"},
    {"flush", forward_flush, "($self, /, *args)"},
    {"readable", forward_readable, "($self, /, *args)"},
    {"writable", forward_writable, "($self, /, *args)"},
    {"close", close, "($self, /)"},
    {"isatty", isatty, "($self, /)"},
};
constexpr NativeGetSet kGetSets[] = {{"closed", get_closed}};

}  // namespace

constexpr NativeTypeSpec kBufferedRwPair{"_io.BufferedRWPair", kMethods, kGetSets, "A buffered reader and writer object together."};

}  // namespace tauraro::io
