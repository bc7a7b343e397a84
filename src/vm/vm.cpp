// The Vm object: making and unmaking one, native definitions, allocation of instances.
#include <sys/mman.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>

#include "object/bytes.h"
#include "object/function.h"
#include "object/intern.h"
#include "object/operations.h"
#include "object/trace.h"
#include "vm/call.h"
#include "vm/services.h"
#include "vm/threads.h"

namespace tauraro {
namespace {

/// Words above the innermost frame that may hold arguments in the making.
constexpr std::ptrdiff_t kScannedSlack = 512;

constexpr std::string_view kSpecialNames[] = {
#define SPECIAL(id, name) name,
#include "object/specials.def"
};

void trace_thread(const Thread& thread, Tracer& tracer) {
  for (Value value : {thread.pending, thread.handled, thread.context_vars, thread.tracing, thread.profiling, thread.async_generator_first_iter, thread.async_generator_finalizer, thread.sentinel}) tracer.visit_word(value.bits());
  if (!thread.stack_begin) return;
  const Value* end = std::min<const Value*>(stack_top(thread) + kScannedSlack, thread.stack_end);
  tracer.visit_conservative(thread.stack_begin, end);
}

void trace_roots(void* context, Tracer& tracer) {
  Vm& vm = *static_cast<Vm*>(context);
  const auto visit = [&](Value value) { tracer.visit_word(value.bits()); };
  for (Type* type : vm.types) tracer.visit(type);
  vm.shapes.trace(tracer);
  if (vm.interned) vm.interned->trace(tracer);
  for (Value value : vm.special_names) visit(value);
  for (Value value : vm.one_char_strings) visit(value);
  for (Value value : {vm.empty_str, vm.empty_tuple, vm.empty_bytes, vm.empty_frozenset, vm.codec_search, vm.codec_cache, vm.codec_errors, vm.services->import_function, vm.services->exit_callbacks}) visit(value);
  tracer.visit(vm.builtins);
  tracer.visit(vm.modules);
  tracer.visit(vm.sys);
  for (Thread* thread : vm.services->threads) trace_thread(*thread, tracer);
  for (Value value : vm.services->roots) visit(value);
}

/// Linked code is forgotten when dead; what the collection queued is looked at by the next safepoint.
void forget_dead(void* context, Tracer& tracer, WeakPhase phase, CollectKind kind) {
  (void)tracer;
  (void)kind;
  if (phase != WeakPhase::AfterResurrection) return;
  Vm& vm = *static_cast<Vm*>(context);
  auto& codes = vm.services->linked_codes;
  std::erase_if(codes, [&](LinkedCode* code) { return !vm.heap.is_marked(code); });
  vm.thread->safepoint = 1;
}


/// Native recursion may use what the stack has, less a reserve for signal handlers and C libraries.
const char* native_stack_limit() {
  constexpr std::size_t kReserve = 256 * 1024;
  rlimit limit{};
  getrlimit(RLIMIT_STACK, &limit);
  const std::size_t size = limit.rlim_cur == RLIM_INFINITY ? std::size_t{64} << 20 : limit.rlim_cur;
  char here;
  return &here - (size - std::min(size / 2, kReserve));
}

}  // namespace

Vm::Vm(std::uint64_t first_hash_key, std::uint64_t second_hash_key) : hash_key{first_hash_key, second_hash_key} {
  services = std::make_unique<VmServices>();
  services->main_thread = std::make_unique<Thread>();
  thread = services->main_thread.get();
  thread->vm = this;
  services->threads.push_back(thread);
  thread->native_stack_limit = native_stack_limit();
  map_register_stack(*thread);
  register_cell_kinds(heap);
  heap.disable_collection();  // until everything made here can be reached
  heap.add_root_provider(trace_roots, this);
  heap.add_weak_hook(forget_dead, this);
  create_types();
  interned = std::make_unique<InternTable>();
  empty_tuple = Value::from_cell(allocate<Tuple>(kind::Tuple, builtin_shape(TypeId::Tuple)));
  for (int i = 0; i < kSpecialCount; ++i) {
    Str* name = intern(*this, kSpecialNames[i]);
    name->aux = static_cast<std::uint16_t>(i + 1);
    special_names[i] = Value::from_cell(name);
  }
  empty_str = Value::from_cell(intern(*this, ""));
  empty_bytes = Value::from_cell(new_bytes(*this, "").value());
  empty_frozenset = Value::from_cell(new_frozenset(*this).value());
  finish_builtin_types(*this);
  modules = new_dict(*this).value();
  builtins = new_dict(*this).value();
  heap.enable_collection();
}

Vm::~Vm() {
  services->tier_up.reset();
  services->native_types.clear();
  heap.destroy();
  munmap(thread->stack_begin, kRegisterStackBytes);
  delete services->lock;
}

Cell* Vm::allocate_instance(Type* type, std::size_t extra_bytes) {
  Cell* cell = heap.allocate(type->instance_size + extra_bytes, type->instance_kind, type->instance_shape);
  if (!cell) [[unlikely]] {
    out_of_memory();
    return nullptr;
  }
  if (type->flags & kTypeHasFinalizer) [[unlikely]] heap.set_finalizer(cell);
  return cell;
}

// ---- what types need of the running program ----

Value current_module_name(Vm& vm) {
  const Frame* frame = vm.thread->frame;
  if (!frame) return Value();
  const Value name = dict_get_str(vm, frame->code->globals, intern(vm, "__name__"));
  return name.is_not_found() ? Value() : name;
}

Result<Tuple*> custom_mro(Vm& vm, Type* type, Tuple* computed) {
  const Type* metatype = vm.type_of(Value::from_cell(type));
  const Value method = metatype->special(Special::Mro);
  if (method == vm.type(TypeId::Type)->special(Special::Mro)) return computed;
  type->mro = Value::from_cell(computed);
  vm.barrier(type);
  Tuple* order = TRY(tuple_from(vm, TRY(vm.call_special(Value::from_cell(type), Special::Mro))));
  for (std::uint64_t i = 0; i < order->length; ++i)
    if (!order->items[i].is(kind::Type))
      return vm.raise_error(TypeId::TypeError, "mro() returned a non-class ('", type_name(vm, order->items[i]), "')");
  return order;
}

Result<bool> is_identifier(Vm& vm, Value text) {
  return truth(vm, TRY(vm.call_method(text, "isidentifier", {})));
}

// ---- repr recursion ----

bool repr_enter(Vm& vm, Value object) {
  auto& stack = vm.services->repr_stack;
  if (std::find(stack.begin(), stack.end(), object) != stack.end()) return true;
  stack.push_back(object);
  return false;
}

void repr_leave(Vm& vm, Value object) {
  auto& stack = vm.services->repr_stack;
  const auto at = std::find(stack.rbegin(), stack.rend(), object);
  if (at != stack.rend()) stack.erase(std::next(at).base());
}

}  // namespace tauraro
