#include "vm/unwind.h"

#include "vm/call.h"
#include "vm/frame_object.h"
#include "vm/generator.h"
#include "vm/tracing.h"

namespace tauraro {
namespace {

const ExceptionRange* find_handler(const CodeUnit& unit, std::uint32_t pc) {
  for (const ExceptionRange& range : unit.exceptions)
    if (range.start <= pc && pc < range.end) return &range;
  return nullptr;
}

Frame* unwind_frames(Vm& vm, Frame* entry, bool trace_innermost) {
  Thread& thread = *vm.thread;
  while (true) {
    Frame* frame = thread.frame;
    if (!thread.stop) {
      if (trace_innermost) {
        add_traceback(vm, frame, frame->pc);
        if (wants_trace(thread)) [[unlikely]] trace_exception(vm, frame);
      }
      const ExceptionRange* range = find_handler(**frame->code->code->unit, word_index(frame->code, frame->pc));
      if (range) {
        frame->pc = frame->code->instructions + range->handler;
        return frame;
      }
    }
    trace_innermost = true;
    if (wants_trace(thread)) [[unlikely]] trace_unwind(vm, frame);
    if (frame->flags & kFrameGenerator) finish_generator(vm, frame, true);
    const bool last = frame == entry;
    pop_frame(vm);
    if (last) return nullptr;
  }
}

}  // namespace

Frame* unwind(Vm& vm, Frame* entry) { return unwind_frames(vm, entry, true); }
Frame* unwind_reraised(Vm& vm, Frame* entry) { return unwind_frames(vm, entry, false); }

}  // namespace tauraro
