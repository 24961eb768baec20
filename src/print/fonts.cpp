// SPDX-License-Identifier: AGPL-3.0-or-later
#include "print/fonts.h"

#include <fontconfig/fontconfig.h>
#include <stdexcept>
#include <sys/mman.h>
#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

namespace mosharekat::print {
namespace {

// Another version of the family, installed on this machine, would win over ours at equal fit and change how reports look.
constexpr const char* only_ours = R"(<fontconfig><selectfont><rejectfont>
  <pattern><patelt name="family"><string>Vazirmatn</string></patelt></pattern>
</rejectfont></selectfont></fontconfig>)";

// Fontconfig and FreeType want a file name. An anonymous file in memory leaves nothing behind and needs no writable disk; it
// stays open as long as the program runs, because faces are opened from it again and again.
void add(FcConfig* config, std::string_view font) {
  const int file = memfd_create("vazirmatn", MFD_CLOEXEC);
  if (file < 0) throw std::runtime_error("print: no memory file for the typeface");
  for (std::size_t done = 0; done < font.size();) {
    const auto written = write(file, font.data() + done, font.size() - done);
    if (written <= 0) throw std::runtime_error("print: the typeface could not be unpacked");
    done += static_cast<std::size_t>(written);
  }
  const std::string name = "/proc/self/fd/" + std::to_string(file);
  if (!FcConfigAppFontAddFile(config, reinterpret_cast<const FcChar8*>(name.c_str())))
    throw std::runtime_error("print: the typeface was refused by fontconfig");
}

FcConfig* make() {
#ifdef __SANITIZE_ADDRESS__
  // Fontconfig keeps offsets where others keep pointers, and the leak checker cannot follow them.
  const __lsan::ScopedDisabler unseen;
  FcInit();  // Pango would do it later, in a thread of its own
#endif
  FcConfig* config = FcInitLoadConfig();
  if (config == nullptr) throw std::runtime_error("print: fontconfig has no configuration");
  FcConfigParseAndLoadFromMemory(config, reinterpret_cast<const FcChar8*>(only_ours), FcTrue);
  FcConfigBuildFonts(config);
  add(config, regular_font_file());
  add(config, bold_font_file());
  return config;
}

}  // namespace

_FcConfig* font_configuration() {
  static FcConfig* const config = make();
  return config;
}

}  // namespace mosharekat::print
