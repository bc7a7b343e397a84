#include "machine_runner.h"

#include <cstddef>
#include <cstdio>
#include <cstdlib>

namespace tauraro::jit::test {
namespace {

std::uint64_t safepoint(TestThread* thread) {
  ++thread->safepoints;
  return thread->safepoint_result;
}
std::uint64_t box_int(TestThread* thread, std::int64_t number) {
  thread->boxed.push_back(number);
  return boxed_word(number);
}
void write_barrier(TestThread* thread, void*) { ++thread->barriers; }
void write_barrier_slot(TestThread* thread, void*, void*) { ++thread->barriers; }
void* allocate(TestThread* thread, std::uint64_t size, std::uint64_t header) {
  auto* cell = static_cast<std::uint64_t*>(std::calloc(1, size + 8));
  cell[0] = header;
  thread->allocated.push_back({reinterpret_cast<std::uint64_t>(cell), size});
  return cell;
}
std::uint64_t leave(TestThread* thread, std::uint64_t*, std::uint32_t exit, const SavedRegisters* saved, void* cookie) {
  thread->exit = describe_exit(*thread, static_cast<CompiledCode*>(cookie)->exits, exit, *saved);
  return kExited;
}

}  // namespace

MachineRunner::MachineRunner(bool exit_stress) : cache_(CodeCache::create(1 << 20)) {
  TargetLayout layout;
  layout.request_byte = offsetof(TestThread, request);
  layout.stack_limit = offsetof(TestThread, stack_limit);
  layout.exit_countdown = offsetof(TestThread, exit_countdown);
  layout.exit_stress = exit_stress;
  layout.barrier_mask = 5;
  layout.barrier_value = 1;
  layout.safepoint = reinterpret_cast<const void*>(&safepoint);
  layout.box_int = reinterpret_cast<const void*>(&box_int);
  layout.write_barrier = reinterpret_cast<const void*>(&write_barrier);
  layout.write_barrier_slot = reinterpret_cast<const void*>(&write_barrier_slot);
  layout.allocate = reinterpret_cast<const void*>(&allocate);
  layout.exit = reinterpret_cast<const void*>(&leave);
  backend_ = std::make_unique<Backend>(layout, *cache_);
}

MachineRunner::~MachineRunner() {
  if (code_.start) cache_->free(code_.start);
}

bool MachineRunner::compile(Graph& graph) {
  if (code_.start) cache_->free(code_.start);
  code_ = backend_->compile(graph, &code_);
  error = code_.error;
  return code_.entry != nullptr;
}

std::uint64_t MachineRunner::run(TestThread& thread, std::uint64_t* window) {
  using Entry = std::uint64_t (*)(TestThread*, std::uint64_t*);
  return reinterpret_cast<Entry>(const_cast<std::uint8_t*>(code_.entry))(&thread, window);
}

std::string MachineRunner::disassemble() const {
  const std::string path = "/tmp/tauraro_jit_test.bin";
  FILE* file = std::fopen(path.c_str(), "wb");
  if (!file) return "";
  std::fwrite(code_.start, 1, code_.size, file);
  std::fclose(file);
  FILE* pipe = popen(("objdump -D -b binary -m i386:x86-64 -M intel --no-show-raw-insn " + path + " | tail -n +8").c_str(), "r");
  if (!pipe) return "";
  std::string text;
  char buffer[4096];
  while (const std::size_t size = std::fread(buffer, 1, sizeof buffer, pipe)) text.append(buffer, size);
  pclose(pipe);
  return text;
}

}  // namespace tauraro::jit::test
