#pragma once
#include <string>

#include "builtins/support.h"
#include "modules/native_module.h"
#include "modules/pyexpat/expat_library.h"

namespace tauraro::pyexpat {

extern const NativeTypeSpec kParserType, kExpatError;

/// The handlers, in the order of their values.
enum Handler {
  kStartElement, kEndElement, kProcessingInstruction, kCharacterData, kUnparsedEntityDecl, kNotationDecl, kStartNamespaceDecl, kEndNamespaceDecl, kComment, kStartCdataSection,
  kEndCdataSection, kDefault, kDefaultExpand, kNotStandalone, kExternalEntityRef, kStartDoctypeDecl, kEndDoctypeDecl, kEntityDecl, kXmlDecl, kElementDecl, kAttlistDecl, kSkippedEntity,
  kHandlerCount,
};
/// values[] of a parser: its handlers (empty: none), then these. Intern None: names are not shared.
enum ParserField { kIntern = kHandlerCount, kParent, kParserFields };

/// What a parser's `raw` points to.
struct ParserState {
  ExpatParser* parser = nullptr;
  Vm* vm = nullptr;
  std::string text;               ///< character data that has been collected
  std::size_t buffer_size = 8192;
  bool buffers_text = false;
  bool ordered_attributes = false, specified_attributes = false, namespace_prefixes = false;
  bool in_callback = false;
  bool failed = false;            ///< a handler has raised

  ~ParserState() {
    if (parser) expat().free_parser(parser);
  }
};

inline ParserState& state_of(Value parser) { return *static_cast<ParserState*>(parser.as<NativeObject>()->raw); }

/// One row a handler: its attribute, what tells libexpat about it, the callback.
struct HandlerRow {
  const char* name;
  const char* setter;
  ExpatHandler callback;
};
extern const HandlerRow kHandlerRows[kHandlerCount];

/// Tells libexpat whether events of this kind are wanted.
void connect_handler(NativeObject* parser, Handler handler, bool on);
void connect_unknown_encoding(NativeObject* parser);
/// Hands collected character data to its handler.
Result<void> flush_text(Vm& vm, NativeObject* parser);

}  // namespace tauraro::pyexpat
