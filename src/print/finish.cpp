// SPDX-License-Identifier: AGPL-3.0-or-later
#include "print/finish.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

// qpdf 11 asks every program to say that it uses std::shared_ptr.
#define POINTERHOLDER_TRANSITION 4
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFEFStreamObjectHelper.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>
#include <qpdf/QPDFFileSpecObjectHelper.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include "print/plain.h"

namespace mosharekat::print {
namespace {

using Object = QPDFObjectHandle;

// A whole PDF page as an artifact under another: readers aloud skip it, and the text is drawn over it.
void lay_under(QPDF& ink, QPDFPageObjectHelper page, QPDFPageObjectHelper paper) {
  const Object form = ink.copyForeignObject(paper.getFormXObjectForPage());
  Object resources = page.getAttribute("/Resources", true);
  if (!resources.isDictionary()) page.getObjectHandle().replaceKey("/Resources", resources = Object::newDictionary());
  Object forms = resources.getKey("/XObject");
  if (!forms.isDictionary()) resources.replaceKey("/XObject", forms = Object::newDictionary());
  forms.replaceKey("/Paper", form);
  page.addPageContents(Object::newStream(&ink, "/Artifact << /Type /Pagination >> BDC q /Paper Do Q EMC\n"), true);
}

// Structure elements in the order they were begun, which is the order of the tree read from the top.
void add_attributes(Object element, const std::vector<TagAttributes>& attributes, std::size_t& next) {
  if (element.isArray()) {
    for (Object child : element.getArrayAsVector()) add_attributes(child, attributes, next);
    return;
  }
  if (!element.isDictionary() || !element.hasKey("/S")) return;
  if (next >= attributes.size()) throw Bug("print: more structure elements than tags");
  if (const TagAttributes& own = attributes[next++]; !own.empty())
    for (const auto& [key, value] : Object::parse(own).getDictAsMap()) element.replaceKey(key, value);
  add_attributes(element.getKey("/K"), attributes, next);
}

std::string pdf_date(Instant at) {
  return fmt::format("D:{:%Y%m%d%H%M%S}Z", fmt::gmtime(std::chrono::system_clock::to_time_t(at)));
}

void attach(QPDF& pdf, const Document& document) {
  QPDFEmbeddedFileDocumentHelper files(pdf);
  for (const Attachment& attachment : document.attachments) {
    auto stream = QPDFEFStreamObjectHelper::createEFStream(pdf, attachment.bytes);
    stream.setSubtype(attachment.media_type);
    if (document.made_at != Instant{}) stream.setCreationDate(pdf_date(document.made_at)).setModDate(pdf_date(document.made_at));
    auto file = QPDFFileSpecObjectHelper::createFileSpec(pdf, attachment.name, stream);
    file.setDescription(attachment.description);
    file.getObjectHandle().replaceKey("/AFRelationship", Object::newName("/Data"));
    files.replaceEmbeddedFile(attachment.name, file);
  }
}

}  // namespace

std::string finish_pdf(const Document& document, const Canvas::Layers& layers) {
  QPDF ink, paper;
  ink.processMemoryFile("ink", layers.ink.data(), layers.ink.size());
  paper.processMemoryFile("paper", layers.paper.data(), layers.paper.size());
  const auto papers = QPDFPageDocumentHelper(paper).getAllPages();
  std::size_t number = 0;
  for (auto& page : QPDFPageDocumentHelper(ink).getAllPages()) {
    lay_under(ink, page, papers.at(number++));
    page.getObjectHandle().replaceKey("/Tabs", Object::newName("/S"));
  }

  Object root = ink.getRoot();
  root.replaceKey("/Lang", Object::newString(document.language == Language::fa ? "fa-IR" : "en"));
  root.replaceKey("/MarkInfo", Object::parse("<< /Marked true >>"));
  root.replaceKey("/ViewerPreferences",
                  Object::parse(document.language == Language::fa ? "<< /DisplayDocTitle true /Direction /R2L >>"
                                                                  : "<< /DisplayDocTitle true /Direction /L2R >>"));
  if (Object tree = root.getKey("/StructTreeRoot"); tree.isDictionary()) {
    std::size_t tags = 0;
    add_attributes(tree.getKey("/K"), layers.attributes, tags);
    if (tags != layers.attributes.size()) throw Bug("print: a tag was lost from the structure tree");
  } else {
    // Cairo writes no tree for a document without any text.
    root.replaceKey("/StructTreeRoot", ink.makeIndirectObject(Object::parse("<< /Type /StructTreeRoot >>")));
  }

  Object information = ink.makeIndirectObject(Object::newDictionary());
  information.replaceKey("/Title", Object::newUnicodeString(plain(document.title)));
  if (!document.organisation.empty()) information.replaceKey("/Author", Object::newUnicodeString(plain(document.organisation)));
  if (!document.subtitle.empty()) information.replaceKey("/Subject", Object::newUnicodeString(plain(document.subtitle)));
  information.replaceKey("/Creator", Object::newString("mosharekat"));
  if (document.made_at != Instant{}) information.replaceKey("/CreationDate", Object::newString(pdf_date(document.made_at)));
  ink.getTrailer().replaceKey("/Info", information);

  attach(ink, document);

  QPDFWriter writer(ink);
  writer.setOutputMemory();
  writer.setMinimumPDFVersion("1.7");
  writer.setObjectStreamMode(qpdf_o_generate);
  writer.setDeterministicID(true);
  writer.write();
  const std::unique_ptr<Buffer> bytes(writer.getBuffer());
  return {reinterpret_cast<const char*>(bytes->getBuffer()), bytes->getSize()};
}

}  // namespace mosharekat::print
