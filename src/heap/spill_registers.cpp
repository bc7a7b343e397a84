#include "heap/spill_registers.h"

#include <cstddef>

#include "heap/stack_segment.h"

namespace tauraro {
// The assembly below writes these.
static_assert(offsetof(StackSegment, top) == 8 && offsetof(StackSegment, registers) == 16 &&
              sizeof(StackSegment::registers) == 16 * 8);
}  // namespace tauraro

#if defined(__x86_64__)
asm(R"(
.text
.globl tauraro_heap_spill_and_call
.hidden tauraro_heap_spill_and_call
.type tauraro_heap_spill_and_call, @function
tauraro_heap_spill_and_call:
  .cfi_startproc
  endbr64
  pushq %rbp
  .cfi_def_cfa_offset 16
  .cfi_offset %rbp, -16
  movq %rsp, %rbp
  .cfi_def_cfa_register %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  subq $8, %rsp
  movq %rdi, %rax
  movq %rsi, %rdi
  movq %rsp, %rsi
  call *%rax
  leave
  .cfi_def_cfa %rsp, 8
  ret
  .cfi_endproc
.size tauraro_heap_spill_and_call, .-tauraro_heap_spill_and_call

.globl tauraro_heap_publish_stack
.hidden tauraro_heap_publish_stack
.type tauraro_heap_publish_stack, @function
tauraro_heap_publish_stack:
  .cfi_startproc
  endbr64
  movq %rsp, 8(%rdi)
  movq %rbx, 16(%rdi)
  movq %rbp, 24(%rdi)
  movq %r12, 32(%rdi)
  movq %r13, 40(%rdi)
  movq %r14, 48(%rdi)
  movq %r15, 56(%rdi)
  ret
  .cfi_endproc
.size tauraro_heap_publish_stack, .-tauraro_heap_publish_stack
)");
#elif defined(__aarch64__)
asm(R"(
.text
.globl tauraro_heap_spill_and_call
.hidden tauraro_heap_spill_and_call
.type tauraro_heap_spill_and_call, %function
tauraro_heap_spill_and_call:
  .cfi_startproc
  stp x29, x30, [sp, #-96]!
  .cfi_def_cfa_offset 96
  .cfi_offset 29, -96
  .cfi_offset 30, -88
  mov x29, sp
  stp x19, x20, [sp, #16]
  stp x21, x22, [sp, #32]
  stp x23, x24, [sp, #48]
  stp x25, x26, [sp, #64]
  stp x27, x28, [sp, #80]
  mov x9, x0
  mov x0, x1
  mov x1, sp
  blr x9
  ldp x29, x30, [sp], #96
  .cfi_def_cfa_offset 0
  ret
  .cfi_endproc

.globl tauraro_heap_publish_stack
.hidden tauraro_heap_publish_stack
.type tauraro_heap_publish_stack, %function
tauraro_heap_publish_stack:
  .cfi_startproc
  mov x9, sp
  str x9, [x0, #8]
  stp x19, x20, [x0, #16]
  stp x21, x22, [x0, #32]
  stp x23, x24, [x0, #48]
  stp x25, x26, [x0, #64]
  stp x27, x28, [x0, #80]
  str x29, [x0, #96]
  ret
  .cfi_endproc
)");
#else
#error "registers are spilled by assembly: add this machine"
#endif
