#pragma once
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "compile/diagnostics.h"
#include "syntax/ast.h"

namespace tauraro {

/// Where the variable of a name lives, seen from one block.
enum class NameScope : std::uint8_t { Unresolved, Local, GlobalExplicit, GlobalImplicit, Free, Cell };

struct Symbol {
  enum Flag : std::uint16_t {
    Global = 1, Bound = 2, Parameter = 4, Nonlocal = 8, Used = 16, Imported = 32, Annotated = 64, ComprehensionTarget = 128,
    Deleted = 256,  ///< may become unbound again: `del x`, or the name of an except clause
    Walrus = 512,   ///< rebound inside an expression of this block
  };
  std::string_view name;  ///< mangled
  std::uint16_t flags = 0;
  NameScope scope = NameScope::Unresolved;
  std::uint16_t reg = 0xffff;  ///< the generator's: the register of a local, or of a cell; 0xffff: not assigned yet
  bool free_class = false;  ///< a class's own name, and at the same time a free variable that its methods use

  bool is_bound() const { return flags & (Bound | Parameter | Imported); }
};

/// One block: module, class body, function, lambda or comprehension.
struct Scope {
  enum class Kind : std::uint8_t { Module, Class, Function, Annotation };
  enum class Comprehension : std::uint8_t { None, List, Set, Dict, Generator };

  Kind kind = Kind::Module;
  Comprehension comprehension = Comprehension::None;
  bool is_generator = false;
  bool is_coroutine = false;       ///< contains await or an asynchronous comprehension, or is an `async def`
  bool is_nested = false;
  bool needs_class_cell = false;   ///< a method uses `__class__`
  bool has_annotations = false;    ///< of variables
  bool has_walrus = false;         ///< a local may be rebound inside an expression
  std::string_view name;
  std::string_view private_name;   ///< of the class around, for mangling; empty: none
  Scope* parent = nullptr;
  std::vector<Scope*> children;
  std::vector<std::string_view> parameters;  ///< in the order of their registers
  ast::Position position;

  Symbol* find(std::string_view name);
  const Symbol* find(std::string_view name) const { return const_cast<Scope*>(this)->find(name); }
  Symbol& get(std::string_view name);
  std::deque<Symbol>& symbols() { return symbols_; }

  /// Names of the given scope, sorted (co_cellvars, co_freevars).
  std::vector<std::string> names_of(NameScope scope) const;

 private:
  static constexpr std::size_t kLinear = 8;
  std::deque<Symbol> symbols_;  // in the order of their first appearance
  std::unordered_map<std::string_view, Symbol*> index_;  // beyond kLinear of them
};

/// `name` as it is known inside the class: `__x` becomes `_Class__x`. `storage` keeps the new text.
std::string_view mangle(std::string_view class_name, std::string_view name, std::deque<std::string>& storage);

/// All blocks of a tree, every name resolved.
class SymbolTable {
 public:
  SymbolTable() = default;
  SymbolTable(const SymbolTable&) = delete;

  /// Finds errors too: they go to `errors`.
  void build(const ast::Root& root, bool future_annotations, ErrorSink& errors);

  Scope& module() { return *module_; }
  /// The block that a FunctionDef, ClassDef, Lambda or comprehension node opens.
  Scope& scope_of(const void* node) { return *by_node_.at(node); }
  std::deque<std::string>& storage() { return storage_; }

 private:
  friend class SymbolBuilder;
  std::deque<Scope> scopes_;
  std::deque<std::string> storage_;
  std::unordered_map<const void*, Scope*> by_node_;
  Scope* module_ = nullptr;
};

}  // namespace tauraro
