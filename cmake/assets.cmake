# assets/ becomes one C++ file (tools/assets.py). npm's packages are looked for here and, as node does, in the folders above.
set(folder ${CMAKE_SOURCE_DIR})
set(node_modules "")
while(NOT node_modules AND NOT folder STREQUAL "/")
  if(EXISTS ${folder}/node_modules/.bin/esbuild)
    set(node_modules ${folder}/node_modules)
  endif()
  get_filename_component(folder ${folder} DIRECTORY)
endwhile()
if(node_modules)
  set(assets_modules --modules ${node_modules})
endif()
file(GLOB_RECURSE asset_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/assets/*)
add_custom_command(
  OUTPUT ${CMAKE_BINARY_DIR}/generated/assets.cpp
  COMMAND ${Python3_EXECUTABLE} tools/assets.py --assets assets ${assets_modules} --out ${CMAKE_BINARY_DIR}/generated/assets.cpp
          --files ${CMAKE_BINARY_DIR}/assets
  DEPENDS ${asset_files} ${CMAKE_SOURCE_DIR}/tools/assets.py ${CMAKE_SOURCE_DIR}/package-lock.json
  WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
  COMMENT "Bundling the assets")
list(APPEND web_generated ${CMAKE_BINARY_DIR}/generated/assets.cpp)
