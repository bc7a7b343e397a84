#include "jit/lower/x64/stubs.h"

#include "jit/asm/code_cache.h"
#include "jit/asm/x64.h"
#include "jit/ir/exit_table.h"
#include "jit/lower/registers.h"

namespace tauraro::jit {
namespace {

constexpr Gpr kSavedGprs[] = {Gpr::rax, Gpr::rcx, Gpr::rdx, Gpr::rsi, Gpr::rdi, Gpr::r8, Gpr::r9};
constexpr std::int32_t kSavedBytes = 7 * 8 + 14 * 8;  // with the return address: 176 = 11 * 16

Label emit_slow_routine(X64Emitter& a, const void* function) {
  a.align(16);
  const Label label = a.new_label();
  a.bind(label);
  static_assert((kSavedBytes + 8) % 16 == 0);
  a.lea(Gpr::rsp, Mem::at(Gpr::rsp, -kSavedBytes));
  std::int32_t offset = 0;
  for (const Gpr reg : kSavedGprs) a.mov(Mem::at(Gpr::rsp, offset), reg), offset += 8;
  for (unsigned i = 0; i < 14; ++i) a.mov(Mem::at(Gpr::rsp, offset), static_cast<Xmm>(i)), offset += 8;
  a.mov(Gpr::rdi, kThreadRegister);
  a.mov(Gpr::rsi, kScratch);
  a.mov(Gpr::rdx, kScratch2);
  a.call(a.constant(reinterpret_cast<std::uint64_t>(function)));
  a.mov(kScratch2, Gpr::rax);
  offset = 0;
  for (const Gpr reg : kSavedGprs) a.mov(reg, Mem::at(Gpr::rsp, offset)), offset += 8;
  for (unsigned i = 0; i < 14; ++i) a.mov(static_cast<Xmm>(i), Mem::at(Gpr::rsp, offset)), offset += 8;
  a.lea(Gpr::rsp, Mem::at(Gpr::rsp, kSavedBytes));
  a.ret();
  return label;
}

Label emit_exit_routine(X64Emitter& a, const void* handler) {
  a.align(16);
  const Label label = a.new_label();
  a.bind(label);
  // On entry: [rsp] return into the unit, [rsp + 8] exit number, rsp + 16: the unit's frame.
  constexpr auto kBytes = static_cast<std::int32_t>(sizeof(SavedRegisters));
  static_assert(kBytes % 16 == 0);
  a.lea(Gpr::rsp, Mem::at(Gpr::rsp, -kBytes));
  for (unsigned i = 0; i < 16; ++i)
    if (static_cast<Gpr>(i) != Gpr::rsp) a.mov(Mem::at(Gpr::rsp, static_cast<std::int32_t>(8 * i)), static_cast<Gpr>(i));
  for (unsigned i = 0; i < 16; ++i) a.mov(Mem::at(Gpr::rsp, static_cast<std::int32_t>(128 + 8 * i)), static_cast<Xmm>(i));
  a.lea(Gpr::rax, Mem::at(Gpr::rsp, kBytes + 16));
  a.mov(Mem::at(Gpr::rsp, 8 * 4), Gpr::rax);
  a.mov(Gpr::rdi, kThreadRegister);
  a.mov(Gpr::rsi, kWindowRegister);
  a.load(Gpr::rdx, Mem::at(Gpr::rsp, kBytes + 8), 4, false);
  a.mov(Gpr::rcx, Gpr::rsp);
  a.mov(Gpr::r8, kScratch2);
  a.call(a.constant(reinterpret_cast<std::uint64_t>(handler)));
  a.lea(Gpr::rsp, Mem::at(Gpr::rsp, kBytes));
  a.ret();
  return label;
}

}  // namespace

Stubs Stubs::install(const TargetLayout& layout, CodeCache& cache, X64Emitter& a) {
  a.reset();
  const Label safepoint = emit_slow_routine(a, layout.safepoint), box_int = emit_slow_routine(a, layout.box_int),
              barrier = emit_slow_routine(a, layout.write_barrier), barrier_slot = emit_slow_routine(a, layout.write_barrier_slot),
              allocate = emit_slow_routine(a, layout.allocate), pop_frames = emit_slow_routine(a, layout.pop_frames), exit = emit_exit_routine(a, layout.exit);
  Stubs stubs;
  if (!a.finish().empty()) return stubs;
  stubs.code = cache.install(a.code());
  if (!stubs.code) return stubs;
  stubs.safepoint = stubs.code + a.offset_of(safepoint);
  stubs.box_int = stubs.code + a.offset_of(box_int);
  stubs.write_barrier = stubs.code + a.offset_of(barrier);
  stubs.write_barrier_slot = stubs.code + a.offset_of(barrier_slot);
  stubs.allocate = stubs.code + a.offset_of(allocate);
  stubs.pop_frames = stubs.code + a.offset_of(pop_frames);
  stubs.exit = stubs.code + a.offset_of(exit);
  return stubs;
}

}  // namespace tauraro::jit
