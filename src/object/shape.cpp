#include "object/runtime.h"

namespace tauraro {

ShapeTable::ShapeTable() { shapes_.push_back(nullptr); }

ShapeTable::~ShapeTable() {
  for (Shape* shape : shapes_) delete shape;
}

Shape* ShapeTable::add(Type* type, Shape* parent, Str* last_name, bool dictionary) {
  Shape* shape = new Shape{};
  shape->index = count();
  shape->type = type;
  shape->parent = parent;
  shape->last_name = last_name;
  shape->count = parent ? parent->count + (last_name ? 1 : 0) : 0;
  shape->dictionary = dictionary;
  shapes_.push_back(shape);
  return shape;
}

std::uint32_t ShapeTable::slot_of(Shape* shape, Str* name) {
  if (!shape->slots_complete) {
    for (Shape* at = shape; at && at->last_name; at = at->parent) shape->slots.emplace(at->last_name, at->count - 1);
    shape->slots_complete = true;
  }
  const auto found = shape->slots.find(name);
  return found == shape->slots.end() ? kNoSlot : found->second;
}

Shape* ShapeTable::with_attribute(Shape* shape, Str* name) {
  Shape*& child = shape->transitions[name];
  if (!child) child = add(shape->type, shape, name, false);
  return child;
}

Shape* ShapeTable::dictionary_shape(Type* type) {
  Shape* root = at(type->instance_shape);
  if (root->dictionary) return root;
  Shape*& shape = root->transitions[nullptr];
  if (!shape) shape = add(type, nullptr, nullptr, true);
  return shape;
}

void ShapeTable::trace(Tracer& tracer) {
  for (Shape* shape : shapes_) {
    if (!shape) continue;
    tracer.visit(shape->type);
    tracer.visit(shape->last_name);
  }
}

}  // namespace tauraro
