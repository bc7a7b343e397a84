#include "object/weak_reference.h"

#include <algorithm>

namespace tauraro {

WeakTable::WeakTable(Vm& vm) : vm_(vm) {
  vm.heap.add_weak_hook(weak_hook, this);
  vm.heap.add_root_provider(trace_due, this);
}

WeakTable::~WeakTable() = default;

WeakReference* WeakTable::first(const Cell* target) const {
  if (!Heap::is_weakly_referenced(target)) return nullptr;
  const auto found = chains_.find(target);
  return found == chains_.end() ? nullptr : found->second;
}

void WeakTable::add(WeakReference* reference, WeakReference* predecessor) {
  if (predecessor) {
    reference->previous = predecessor;
    reference->next = predecessor->next;
    predecessor->next = reference;
  } else {
    WeakReference*& head = chains_[reference->target];
    reference->next = head;
    head = reference;
    vm_.heap.set_weakly_referenced(reference->target);
  }
  if (reference->next) reference->next->previous = reference;
  young_.push_back(reference);
}

void WeakTable::unlink(WeakReference* reference) {
  if (reference->next) reference->next->previous = reference->previous;
  if (reference->previous) {
    reference->previous->next = reference->next;
  } else if (reference->next) {
    chains_[reference->target] = reference->next;
  } else {
    chains_.erase(reference->target);
    vm_.heap.clear_weakly_referenced(reference->target);
  }
  reference->previous = reference->next = nullptr;
}

void WeakTable::clear(WeakReference* reference) {
  if (!reference->target) return;
  unlink(reference);
  reference->target = nullptr;
}

WeakReference* WeakTable::take_due() {
  if (due_.empty()) return nullptr;
  WeakReference* reference = due_.back();
  due_.pop_back();
  return reference;
}

void WeakTable::weak_hook(void* table, Tracer&, WeakPhase phase, CollectKind kind) {
  auto* self = static_cast<WeakTable*>(table);
  if (phase == WeakPhase::BeforeResurrection) return self->clear_dead_targets(kind);
  self->forget_dead_references(kind);
  self->young_.clear();
}

void WeakTable::trace_due(void* table, Tracer& tracer) {
  for (const WeakReference* reference : static_cast<WeakTable*>(table)->due_) tracer.visit(reference);
}

/// A young collection can only end references to young objects, which are young themselves.
template <class Function>
void WeakTable::for_each_candidate(CollectKind kind, Function function) {
  if (kind == CollectKind::Young) {
    for (WeakReference* reference : young_) function(reference);
    return;
  }
  std::vector<WeakReference*> all;
  for (const auto& [target, head] : chains_)
    for (WeakReference* reference = head; reference; reference = reference->next) all.push_back(reference);
  for (WeakReference* reference : all) function(reference);
}

void WeakTable::clear_dead_targets(CollectKind kind) {
  std::vector<WeakReference*> due;
  for_each_candidate(kind, [&](WeakReference* reference) {
    if (!reference->target || vm_.heap.is_marked(reference->target)) return;
    if (!reference->callback.is_empty() && vm_.heap.is_marked(reference)) due.push_back(reference);
    clear(reference);
  });
  due_.insert(due_.begin(), due.rbegin(), due.rend());
}

void WeakTable::forget_dead_references(CollectKind kind) {
  for_each_candidate(kind, [&](WeakReference* reference) {
    if (!vm_.heap.is_marked(reference)) clear(reference);
  });
}

namespace {

WeakTable& table_of(Vm& vm) {
  if (!vm.weak_references) vm.weak_references = std::make_shared<WeakTable>(vm);
  return *vm.weak_references;
}

Raised raise_not_referable(Vm& vm, Value object) {
  return vm.raise_error(TypeId::TypeError, "cannot create weak reference to '", full_type_name(vm, vm.type_of(object)), "' object");
}

bool is_plain(Vm& vm, const WeakReference* reference, TypeId type) {
  return reference && reference->callback.is_empty() && vm.is_exact(Value::from_cell(reference), type);
}

/// The last of the plain references that lead the chain; null when there is none.
WeakReference* last_plain(Vm& vm, WeakReference* head) {
  WeakReference* last = nullptr;
  for (WeakReference* reference = head; reference; reference = reference->next) {
    const bool plain = is_plain(vm, reference, TypeId::WeakReference) || is_plain(vm, reference, TypeId::WeakProxy) ||
                       is_plain(vm, reference, TypeId::WeakCallableProxy);
    if (!plain) break;
    last = reference;
  }
  return last;
}

}  // namespace

Result<WeakReference*> plain_weak_reference(Vm& vm, Value object, TypeId type) {
  if (!object.is_cell() || !(vm.type_of(object)->flags & kTypeHasWeakref)) return raise_not_referable(vm, object);
  WeakReference* reference = table_of(vm).first(object.as_cell());
  for (int i = 0; reference && i < 2; ++i, reference = reference->next)
    if (is_plain(vm, reference, type)) return reference;
  return new_weak_reference(vm, vm.type(type), object, Value());
}

Result<WeakReference*> new_weak_reference(Vm& vm, Type* type, Value object, Value callback) {
  if (!object.is_cell() || !(vm.type_of(object)->flags & kTypeHasWeakref)) return raise_not_referable(vm, object);
  WeakReference* reference = TRY(vm.new_instance<WeakReference>(type));
  reference->target = object.as_cell();
  reference->callback = callback;
  WeakReference* head = table_of(vm).first(reference->target);
  WeakReference* predecessor = nullptr;
  if (is_plain(vm, reference, TypeId::WeakReference)) predecessor = nullptr;
  else if (callback.is_empty() && type != vm.type(TypeId::WeakReference) && !(type->flags & kTypeHeap))
    predecessor = is_plain(vm, head, TypeId::WeakReference) ? head : nullptr;
  else predecessor = last_plain(vm, head);
  table_of(vm).add(reference, predecessor);
  return reference;
}

Result<List*> weak_references_to(Vm& vm, Value object) {
  List* list = TRY(new_list(vm));
  if (!object.is_cell() || !vm.weak_references) return list;
  for (WeakReference* reference = vm.weak_references->first(object.as_cell()); reference; reference = reference->next)
    TRY(list_append(vm, list, Value::from_cell(reference)));
  return list;
}

void run_weak_callbacks(Vm& vm) {
  if (!vm.weak_references || !vm.weak_references->has_due()) return;
  const Value pending = vm.thread->pending;
  vm.thread->pending = Value();
  while (WeakReference* reference = vm.weak_references->take_due()) {
    const Value callback = reference->callback;
    reference->callback = Value();
    if (callback.is_empty() || !vm.call(callback, {Value::from_cell(reference)}).is_raised()) continue;
    if (vm.thread->stop) break;
    report_unraisable(vm, "", callback);
  }
  vm.thread->pending = pending;
}

}  // namespace tauraro
