// Leaving compiled code: the exit table says where each value of each frame is.
#include "jit/exit/leave.h"

#include <algorithm>
#include <memory>

#include "object/int.h"
#include "vm/call.h"
#include "vm/frame_object.h"
#include "vm/tier_up.h"

namespace tauraro::jit {
namespace {

/// Values of one exit, boxed. Nothing is lost when boxing collects garbage: the saved registers lie on the native stack.
class ExitReader {
 public:
  ExitReader(Vm& vm, const ExitTable& table, const SavedRegisters& saved) : vm_(vm), table_(table), saved_(saved), objects_(table.virtuals.size(), nullptr) {}

  Value read(const ExitValue& value) {
    if (value.place == ExitValue::Place::Virtual) return Value::from_cell(object(value.index));
    const std::uint64_t word = value.read(saved_);
    switch (value.representation) {
      case Representation::Int64: return new_int(vm_, static_cast<std::int64_t>(word)).value_or_empty();
      case Representation::Double: return Value::from_any_double(std::bit_cast<double>(word));
      case Representation::Bool: return Value::from_bool(word & 1);
      default: return Value::from_bits(word);
    }
  }
  std::uint64_t read_raw(const ExitValue& value) {
    return value.place == ExitValue::Place::Virtual ? Value::from_cell(object(value.index)).bits() : value.read(saved_);
  }

 private:
  Cell* object(std::uint32_t index) {
    if (objects_[index]) return objects_[index];
    const ExitVirtual& source = table_.virtuals[index];
    const VirtualLayout& layout = table_.layouts[source.layout];
    Cell* cell = vm_.heap.allocate(layout.size, static_cast<CellKind>(layout.header >> 32 & 0xff), static_cast<std::uint32_t>(layout.header));
    objects_[index] = cell;
    keep_.push_back(std::make_unique<Root<Cell>>(vm_.heap, cell));
    for (std::size_t i = 0; i < layout.fields.size(); ++i) {
      const ExitValue& field = table_.fields[source.first_field + i];
      char* address = reinterpret_cast<char*>(cell) + layout.fields[i].offset;
      store(address, layout.fields[i].memory, field);
      vm_.barrier(cell);
    }
    return cell;
  }

 public:
  void store(char* address, MemoryKind memory, const ExitValue& value) {
    switch (memory) {
      case MemoryKind::Value: *reinterpret_cast<Value*>(address) = read(value); break;
      case MemoryKind::UInt32:
      case MemoryKind::Int32: *reinterpret_cast<std::uint32_t*>(address) = static_cast<std::uint32_t>(read_raw(value)); break;
      case MemoryKind::UInt8:
      case MemoryKind::Int8:
      case MemoryKind::Bool: *reinterpret_cast<std::uint8_t*>(address) = static_cast<std::uint8_t>(read_raw(value)); break;
      case MemoryKind::UInt16:
      case MemoryKind::Int16: *reinterpret_cast<std::uint16_t*>(address) = static_cast<std::uint16_t>(read_raw(value)); break;
      default: *reinterpret_cast<std::uint64_t*>(address) = read_raw(value); break;
    }
  }

 private:
  Vm& vm_;
  const ExitTable& table_;
  const SavedRegisters& saved_;
  std::vector<Cell*> objects_;
  std::vector<std::unique_ptr<Root<Cell>>> keep_;
};

/// The window of a frame inlined at the caller's bytecode: where the interpreter would have put it. Calls have made room among their
/// registers; what others call comes after the registers.
Value* inlined_window(Value* caller_window, const LinkedCode* caller, const Instruction* call) {
  if (!is_call(call->op)) return caller_window + caller->register_count + kFrameHeaderWords;
  Value* window = caller_window + call->b + kFrameHeaderWords;
  if (call->op == Opcode::CallMethod && window->is_empty()) ++window;
  return window;
}

/// Frame objects of inlined frames whose headers were on the stack when the unit left.
struct KnownFrame {
  Frame* frame;
  Value object;
};

/// Takes headers of inlined frames (PushFrames) away, so that they are built anew; what was asked of them stays.
std::vector<KnownFrame> pop_pushed_frames(Thread& thread, const Frame* outermost) {
  std::vector<KnownFrame> known;
  while (thread.frame != outermost) {
    if (!thread.frame->frame_object.is_empty()) known.push_back({thread.frame, thread.frame->frame_object});
    --thread.depth;
    thread.frame = thread.frame->caller;
  }
  return known;
}

void push_inlined_frame(Thread& thread, const CodeReference& reference, Value* window, std::uint16_t destination) {
  Frame* frame = Frame::of_window(window);
  frame->code = reference.code;
  frame->function = reference.function;
  frame->caller = thread.frame;
  frame->namespace_object = Value();
  frame->frame_object = Value();
  frame->saved_handled = thread.handled;
  frame->return_register = destination;
  frame->continuation = Continuation::Store;
  frame->flags = 0;
  frame->window_size = reference.code->register_count;
  for (std::uint32_t r = 0; r < reference.code->local_count; ++r) window[r] = Value();
  thread.frame = frame;
  ++thread.depth;
}

/// What had been held back, before anything is read from memory.
void store_pending(Vm& vm, ExitReader& reader, const ExitTable& table, std::span<const ExitFrame> frames) {
  for (std::size_t i = frames.size(); i-- > 0;) {
    for (const ExitSlot& slot : table.slots_of(frames[i])) {
      if (slot.kind != StateSlot::Kind::PendingStore) continue;
      Cell* base = reinterpret_cast<Cell*>(reader.read_raw(slot.base));
      reader.store(reinterpret_cast<char*>(base) + slot.index, slot.memory, slot.value);
      vm.barrier(base);
    }
  }
}

/// The frame of a generator that was resumed inline, with the registers of its last suspension.
void push_resumed_frame(Thread& thread, Generator* generator, Value* window) {
  Frame* frame = Frame::of_window(window);
  frame->code = generator->code;
  frame->function = generator->function;
  frame->caller = thread.frame;
  frame->namespace_object = Value::from_cell(generator);
  frame->frame_object = Value();
  frame->saved_handled = thread.handled;
  frame->return_register = 0;
  frame->continuation = Continuation::Iterate;
  frame->flags = kFrameGenerator;
  frame->window_size = generator->code->register_count;
  std::copy_n(generator->registers->items, generator->code->register_count, window);
  if (generator->resume_register != kNoRegister) window[generator->resume_register] = Value::none();
  generator->state = GeneratorState::Running;
  thread.frame = frame;
  ++thread.depth;
}

Generator* resumed_generator(ExitReader& reader, std::span<const ExitSlot> slots) {
  for (const ExitSlot& slot : slots)
    if (slot.kind == StateSlot::Kind::Register && slot.index == kGeneratorRegister) return reader.read(slot.value).as<Generator>();
  return nullptr;
}

}  // namespace

std::uint64_t leave_compiled_code(Thread* thread, Value* window, std::uint32_t exit, SavedRegisters* saved, void* cookie) {
  UnitExits& unit = *static_cast<UnitExits*>(cookie);
  Vm& vm = *thread->vm;
  const ExitTable& table = unit.exits;
  const ExitPoint& point = table.exits[exit];
  const std::span<const ExitFrame> frames = table.frames_of(point);
  const Value pending = thread->pending;
  thread->pending = Value();
  LimitPause pause(vm.heap);  // there is no way to fail here: what was computed must be boxed
  ExitReader reader(vm, table, *saved);
  Value* at = window;
  const std::vector<KnownFrame> known = pop_pushed_frames(*thread, Frame::of_window(window));
  store_pending(vm, reader, table, frames);
  // Outermost first: an inlined frame lies above its caller's registers, whose call window it needs to see.
  for (std::size_t i = frames.size(); i-- > 0;) {
    const ExitFrame& frame = frames[i];
    const CodeReference& reference = unit.codes[frame.code];
    if (frame.continuation == kResumedFrame) {
      at += thread->frame->window_size + kFrameHeaderWords;
      push_resumed_frame(*thread, resumed_generator(reader, table.slots_of(frame)), at);
    } else if (i + 1 != frames.size()) {
      const Instruction* call = thread->frame->pc;
      at = inlined_window(at, thread->frame->code, call);
      push_inlined_frame(*thread, reference, at, call->a);
      if (frame.continuation != 0) thread->frame->continuation = static_cast<Continuation>(frame.continuation);
      for (const KnownFrame& pushed : known)
        if (pushed.frame == thread->frame) thread->frame->frame_object = pushed.object;
    }
    thread->frame->pc = reference.code->instructions + frame.pc;
    for (const ExitSlot& slot : table.slots_of(frame)) {
      if (slot.kind != StateSlot::Kind::Register || slot.index == kGeneratorRegister) continue;
      if (slot.index == kFunctionRegister) {
        thread->frame->function = reader.read(slot.value).as<Function>();
      } else if (slot.index == kInstanceRegister) {
        thread->frame->namespace_object = reader.read(slot.value);
        thread->frame->continuation = Continuation::KeepInstance;
      } else {
        at[slot.index] = reader.read(slot.value);
      }
    }
  }
  if (!pending.is_empty()) thread->pending = pending;
  unit.taken(unit, exit, frames[0]);
  return Value::kResumeBits;
}

}  // namespace tauraro::jit
