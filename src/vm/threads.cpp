// OS threads that take turns in one VM.
#include "vm/threads.h"

#include <pthread.h>
#include <sys/mman.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>

#include "object/function.h"
#include "object/operations.h"
#include "vm/services.h"

namespace tauraro {
namespace {

/// A thread that wants the lock asks for it after this long.
constexpr std::chrono::milliseconds kSwitchInterval{5};
constexpr std::int64_t kLongestSleep = 50'000'000;  // nanoseconds: signals are looked at so often

/// Waits until the lock is free and takes it. \pre `guard` holds lock.mutex
void take(Vm& vm, VmLock& lock, std::unique_lock<std::mutex>& guard, Thread* thread) {
  ++lock.waiting;
  while (lock.holder) {
    if (lock.free.wait_for(guard, kSwitchInterval) == std::cv_status::no_timeout || !lock.holder) continue;
    vm.services->requests.fetch_or(kRequestYield);
    *const_cast<volatile std::uint8_t*>(&lock.holder->safepoint) = 1;
  }
  --lock.waiting;
  ++lock.switches;
  lock.holder = thread;
  vm.thread = thread;
}

void give_up(VmLock& lock) {
  lock.holder = nullptr;
  lock.free.notify_one();
}

/// Another thread asked for its turn.
void yield_turn(Vm& vm) {
  VmLock* lock = vm.services->lock;
  if (!lock || lock->waiting == 0) return;
  BlockingScope others(vm);
  std::unique_lock guard(lock->mutex);
  const std::uint64_t before = lock->switches;
  lock->free.wait_for(guard, kSwitchInterval, [&] { return lock->switches != before || lock->waiting == 0; });
}

void make_lock(Vm& vm) {
  if (vm.services->lock) return;
  vm.services->lock = new VmLock;
  vm.services->lock->holder = vm.thread;
  vm.services->yield_lock = yield_turn;
}

}  // namespace

void map_register_stack(Thread& thread) {
  void* memory = mmap(nullptr, kRegisterStackBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) std::abort();
  thread.stack_begin = static_cast<Value*>(memory);
  thread.stack_end = thread.stack_begin + kRegisterStackBytes / sizeof(Value) - kInlinedFrameWords;
}

BlockingScope::BlockingScope(Vm& vm) : vm_(vm), thread_(vm.thread) {
  VmLock* lock = vm.services->lock;
  if (!lock) return;
  for (StackSegment* segment = vm.heap.stack_segments(); segment; segment = segment->next) {
    if (segment->top || suspended_count_ == suspended_.size()) continue;
    vm.heap.suspend_stack(*segment);
    suspended_[suspended_count_++] = segment;
  }
  const std::lock_guard guard(lock->mutex);
  give_up(*lock);
}

BlockingScope::~BlockingScope() {
  VmLock* lock = vm_.services->lock;
  if (!lock || suspended_count_ == 0) return;
  std::unique_lock guard(lock->mutex);
  take(vm_, *lock, guard, thread_);
  for (std::size_t i = 0; i < suspended_count_; ++i) vm_.heap.resume_stack(*suspended_[i]);
}

void wait_for_change(Vm& vm, std::int64_t nanoseconds) {
  const std::chrono::nanoseconds time{std::min(nanoseconds, kLongestSleep)};
  VmLock* lock = vm.services->lock;
  if (!lock) {
    timespec moment{0, time.count()};
    nanosleep(&moment, nullptr);
    return;
  }
  BlockingScope others(vm);
  std::unique_lock guard(lock->mutex);
  lock->changed.wait_for(guard, std::min<std::chrono::nanoseconds>(time, kSwitchInterval));
}

void notify_change(Vm& vm) {
  if (vm.services->lock) vm.services->lock->changed.notify_all();
}

std::int64_t thread_identity(Vm& vm) {
  if (!vm.thread->identity) vm.thread->identity = static_cast<std::int64_t>(pthread_self());
  return vm.thread->identity;
}

namespace {

struct Start {
  Start(Vm& its_vm, Thread* its_thread, Value callee, Tuple* positional, Dict* named, void (*report)(Vm& vm, Value function))
      : vm(its_vm), thread(its_thread), function(vm.heap, callee.as_cell()), arguments(vm.heap, positional), keywords(vm.heap, named), report_uncaught(report) {}
  Vm& vm;
  Thread* thread;
  Root<Cell> function, arguments, keywords;  // keywords may be null
  void (*report_uncaught)(Vm& vm, Value function);
};

const char* stack_limit_of_this_thread() {
  constexpr std::size_t kReserve = 128 * 1024;
  pthread_attr_t attributes;
  void* low = nullptr;
  std::size_t size = 0;
  pthread_getattr_np(pthread_self(), &attributes);
  pthread_attr_getstack(&attributes, &low, &size);
  pthread_attr_destroy(&attributes);
  return static_cast<const char*>(low) + std::min(size / 2, kReserve);
}

[[gnu::noinline]] void run_function(Start& start) {
  Vm& vm = start.vm;
  StackSegment segment;
  vm.heap.enter_stack(segment, __builtin_frame_address(0));
  const Value function = Value::from_cell(start.function.get());
  const Result<Value> outcome = vm.call_spread(function, start.arguments.get() ? static_cast<Tuple*>(start.arguments.get()) : empty_tuple(vm),
                                               static_cast<Dict*>(start.keywords.get()));
  if (outcome.is_raised() && !vm.catch_if(TypeId::SystemExit)) start.report_uncaught(vm, function);
  if (vm.services->thread_ends) vm.services->thread_ends(vm);
  vm.heap.leave_stack(segment);
}

void* thread_main(void* data) {
  Start* start = static_cast<Start*>(data);
  Vm& vm = start->vm;
  Thread* thread = start->thread;
  VmLock& lock = *vm.services->lock;
  thread->native_stack_limit = stack_limit_of_this_thread();
  {
    std::unique_lock guard(lock.mutex);
    take(vm, lock, guard, thread);
  }
  run_function(*start);
  delete start;
  std::erase(vm.services->threads, thread);
  munmap(thread->stack_begin, kRegisterStackBytes);
  delete thread;
  const std::lock_guard guard(lock.mutex);
  give_up(lock);
  lock.changed.notify_all();
  return nullptr;
}

}  // namespace

Result<std::int64_t> start_thread(Vm& vm, Value function, Tuple* arguments, Dict* keywords, std::size_t stack_bytes,
                                  void (*report_uncaught)(Vm& vm, Value function)) {
  make_lock(vm);
  auto* thread = new Thread;
  thread->vm = &vm;
  thread->recursion_limit = vm.thread->recursion_limit;
  thread->tracing = Value();
  map_register_stack(*thread);
  auto* start = new Start(vm, thread, function, arguments, keywords, report_uncaught);
  vm.services->threads.push_back(thread);
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  if (stack_bytes) pthread_attr_setstacksize(&attributes, stack_bytes);
  pthread_t handle;
  const int error = pthread_create(&handle, &attributes, thread_main, start);
  pthread_attr_destroy(&attributes);
  if (error) {
    std::erase(vm.services->threads, thread);
    munmap(thread->stack_begin, kRegisterStackBytes);
    delete start;
    delete thread;
    return vm.raise(TypeId::RuntimeError, "can't start new thread");
  }
  thread->identity = static_cast<std::int64_t>(handle);
  return thread->identity;
}

}  // namespace tauraro
