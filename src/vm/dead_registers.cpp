#include "vm/dead_registers.h"

#include <algorithm>

#include "bytecode/liveness.h"
#include "object/runtime.h"
#include "vm/call.h"
#include "vm/frame_object.h"
#include "vm/link.h"

namespace tauraro {
namespace {

constexpr std::ptrdiff_t kWordsAbove = 1024;  // the collector looks at fewer

/// Temporaries of an interpreted frame below `end`, where the next frame's header begins.
void clear_temporaries(Frame* frame, const Value* end) {
  LinkedCode* code = frame->code;
  if (frame->flags & kFrameCompiled) return;  // its window is not current
  const Liveness& liveness = liveness_of(code);
  const std::uint32_t pc = word_index(code, frame->pc);
  Value* window = frame->window();
  for (std::uint32_t reg = code->local_count; reg < code->register_count && window + reg < end; ++reg)
    if (!liveness.is_live_before(pc, reg)) window[reg] = Value();
}

}  // namespace

void clear_dead_registers(Vm& vm) {
  Thread& thread = *vm.thread;
  if (!thread.frame) return;
  Value* top = stack_top(thread);
  std::fill(top, std::min(top + kWordsAbove, thread.stack_end), Value());
  const Value* end = top;
  for (Frame* frame = thread.frame; frame; frame = frame->caller) {
    clear_temporaries(frame, end);
    end = reinterpret_cast<Value*>(frame);
  }
}

}  // namespace tauraro
