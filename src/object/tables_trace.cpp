#include "heap/tracer.h"
#include "object/containers.h"

namespace tauraro {

void trace_dict_table(Cell* cell, Tracer& tracer) {
  const auto* table = static_cast<DictTable*>(cell);
  for (std::uint64_t i = 0; i < table->capacity; ++i) {
    tracer.visit_word(table->rows[i].key.bits());
    tracer.visit_word(table->rows[i].value.bits());
  }
}

void trace_set_table(Cell* cell, Tracer& tracer) {
  const auto* table = static_cast<SetTable*>(cell);
  for (std::uint64_t i = 0; i < table->capacity; ++i) tracer.visit_word(table->slots[i].key.bits());
}

}  // namespace tauraro
