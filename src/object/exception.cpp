// Making and raising exceptions; the pending and the handled one.
#include "object/exception.h"

#include <cerrno>
#include <cstring>

#include "object/exceptions.h"
#include "object/function.h"
#include "object/int.h"
#include "object/operations.h"

namespace tauraro {

std::string concat_pieces(std::initializer_list<std::string> pieces) {
  std::string text;
  for (const std::string& piece : pieces) text += piece;
  return text;
}

Result<Exception*> new_exception(Vm& vm, Type* type, Tuple* arguments) {
  Exception* exception = TRY(vm.new_instance<Exception>(type));
  exception->args = Value::from_cell(arguments);
  exception->suppress_context = Value::from_bool(false);
  return exception;
}

namespace {

/// An exception of a builtin type whose only argument is `argument` (none when empty).
Result<Exception*> new_builtin_exception(Vm& vm, TypeId type, Value argument) {
  LimitPause pause(vm.heap);  // a MemoryError must be possible when the heap is full
  Tuple* arguments = argument.is_empty() ? empty_tuple(vm) : TRY(new_tuple(vm, std::span<const Value>(&argument, 1)));
  return new_exception(vm, vm.type(type), arguments);
}

/// Cuts the chain where `context` is already among the contexts of `exception`'s context, so that no cycle arises.
void avoid_context_cycle(Vm& vm, Value exception, Value context) {
  Value slow = context;
  bool advance_slow = false;
  for (Value at = context; at.is(kind::Exception);) {
    const Value next = at.as<Exception>()->context;
    if (next == exception) {
      at.as<Exception>()->context = Value();
      return;
    }
    at = next;
    if (at == slow) return;  // a cycle that was there before
    if (advance_slow) slow = slow.as<Exception>()->context;
    advance_slow = !advance_slow;
  }
  (void)vm;
}

}  // namespace

Raised Vm::raise_object(Value exception) {
  const Value handled = thread->handled;
  Exception* raised = exception.as<Exception>();
  if (!handled.is_empty() && handled != exception) {
    avoid_context_cycle(*this, exception, handled);
    raised->context = handled;
    barrier(raised);
  }
  thread->pending = exception;
  return {};
}

Raised Vm::raise(TypeId type, std::string_view message) {
  LimitPause pause(heap);
  if (type == TypeId::MemoryError && message.empty()) return raise_object(Value::from_cell(TRY(new_builtin_exception(*this, type, Value()))));
  Str* text = TRY(new_str(*this, message));
  return raise_object(Value::from_cell(TRY(new_builtin_exception(*this, type, Value::from_cell(text)))));
}

Raised Vm::raise_with(TypeId type, Value argument) {
  return raise_object(Value::from_cell(TRY(new_builtin_exception(*this, type, argument))));
}

Raised Vm::raise_stop_iteration(Value value) {
  Exception* stop = TRY(new_builtin_exception(*this, TypeId::StopIteration, value.is_none() ? Value() : value));
  stop->extra[0] = value;
  return raise_object(Value::from_cell(stop));
}

Raised Vm::out_of_memory() {
  if (out_of_memory_count++ > kMaxMemoryErrors && heap.limit() != 0) {
    thread->stop = static_cast<std::uint8_t>(StopReason::Memory);
    return {};
  }
  return raise_object(Value::from_cell(TRY(new_builtin_exception(*this, TypeId::MemoryError, Value()))));
}

TypeId os_error_type(int error_number) {
  switch (error_number) {
    case EAGAIN:
    case EALREADY:
    case EINPROGRESS: return TypeId::BlockingIOError;
    case EPIPE:
    case ESHUTDOWN: return TypeId::BrokenPipeError;
    case ECHILD: return TypeId::ChildProcessError;
    case ECONNABORTED: return TypeId::ConnectionAbortedError;
    case ECONNREFUSED: return TypeId::ConnectionRefusedError;
    case ECONNRESET: return TypeId::ConnectionResetError;
    case EEXIST: return TypeId::FileExistsError;
    case ENOENT: return TypeId::FileNotFoundError;
    case EISDIR: return TypeId::IsADirectoryError;
    case ENOTDIR: return TypeId::NotADirectoryError;
    case EINTR: return TypeId::InterruptedError;
    case EACCES:
    case EPERM: return TypeId::PermissionError;
    case ESRCH: return TypeId::ProcessLookupError;
    case ETIMEDOUT: return TypeId::TimeoutError;
    default: return TypeId::OSError;
  }
}

Raised Vm::raise_os_error(int error_number, Value filename, Value filename2) {
  const Value number = Value::from_int(error_number);
  const Value text = Value::from_cell(TRY(new_str(*this, std::strerror(error_number))));
  const Value arguments[] = {number, text};
  Exception* error = TRY(new_exception(*this, type(os_error_type(error_number)), TRY(new_tuple(*this, arguments))));
  error->extra[0] = number;
  error->extra[1] = text;
  error->extra[2] = filename;
  error->extra[3] = filename2;
  return raise_object(Value::from_cell(error));
}

bool Vm::pending_is(TypeId id) const {
  if (thread->stop || thread->pending.is_empty()) return false;
  return is_subtype(type_of(thread->pending), type(id));
}

Value Vm::catch_pending() {
  if (thread->stop) return Value();
  const Value caught = thread->pending;
  thread->pending = Value();
  return caught;
}

bool Vm::catch_if(TypeId id) {
  if (!pending_is(id)) return false;
  thread->pending = Value();
  return true;
}

}  // namespace tauraro
