# Templates become C++ (tools/templates.py): a header per template, a .cpp per folder, named here as the tool names them.
file(GLOB_RECURSE sentence_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/locale/*.json)

function(compile_templates pages sentences name result)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${pages}/*.html)
  set(outputs "")
  foreach(file IN LISTS files)
    file(RELATIVE_PATH template ${CMAKE_SOURCE_DIR}/${pages} ${file})
    string(REGEX REPLACE "\\.html$" "" template ${template})
    get_filename_component(folder ${template} DIRECTORY)
    if(NOT folder)
      set(folder pages)
    endif()
    string(REPLACE "/" "_" folder ${folder})
    list(APPEND outputs ${CMAKE_BINARY_DIR}/generated/${name}/${template}.h ${CMAKE_BINARY_DIR}/generated/${name}/${folder}.cpp)
  endforeach()
  list(REMOVE_DUPLICATES outputs)
  if(files)
    add_custom_command(
      OUTPUT ${outputs}
      COMMAND ${Python3_EXECUTABLE} tools/templates.py --pages ${pages} --locale ${sentences}
              --out ${CMAKE_BINARY_DIR}/generated/${name}
      DEPENDS ${files} ${sentence_files} ${CMAKE_SOURCE_DIR}/tools/templates.py
      WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
      COMMENT "Compiling the templates of ${pages}")
  endif()
  set(${result} ${outputs} PARENT_SCOPE)
endfunction()

# So that "generated/templates/…" is found, and reads as what it is.
include_directories(${CMAKE_BINARY_DIR} ${CMAKE_BINARY_DIR}/generated src)

compile_templates(src/web/pages locale templates template_sources)
list(APPEND web_generated ${template_sources})

# The templates that only the tests and measurements of the engine use.
compile_templates(tests/templates locale test_templates test_template_sources)
add_library(test_templates STATIC ${test_template_sources})
target_link_libraries(test_templates PUBLIC web)
target_include_directories(test_templates PUBLIC ${CMAKE_SOURCE_DIR})
list(APPEND web_test_needs test_templates)
