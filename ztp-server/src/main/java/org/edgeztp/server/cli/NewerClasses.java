package org.edgeztp.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodBuilder;
import java.lang.classfile.MethodElement;
import java.lang.classfile.MethodModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A library with its classes in a newer format: those of Java 5, whose code says nothing of its
 * types, are verified anew at each start, and Java keeps none of them ready.
 */
final class NewerClasses {
  private static final String CLASS = ".class";
  private static final String MODULE = "META-INF/";

  private final ClassFile format;

  private NewerClasses(ClassLoader loader) {
    this.format =
        ClassFile.of(
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(loader)));
  }

  /**
   * Copies a library.
   *
   * @param loader knows its classes, and those that they are made of
   */
  static void copy(Path library, Path copy, ClassLoader loader) throws IOException {
    var newer = new NewerClasses(loader);
    try (var read = new ZipFile(library.toFile());
        var written = new ZipOutputStream(Files.newOutputStream(copy))) {
      for (ZipEntry entry : List.copyOf(read.stream().toList())) {
        written.putNextEntry(new ZipEntry(entry.getName()));
        try (InputStream bytes = read.getInputStream(entry)) {
          written.write(newer.file(entry.getName(), bytes.readAllBytes()));
        }
        written.closeEntry();
      }
    }
  }

  private byte[] file(String name, byte[] bytes) {
    boolean isClass = name.endsWith(CLASS) && !name.startsWith(MODULE);
    return isClass ? format.transformClass(format.parse(bytes), NewerClasses::copy) : bytes;
  }

  private static void copy(ClassBuilder newer, ClassElement element) {
    switch (element) {
      case ClassFileVersion _ -> newer.withVersion(ClassFile.JAVA_8_VERSION, 0);
      case MethodModel method -> newer.transformMethod(method, NewerClasses::copy);
      default -> newer.with(element);
    }
  }

  /** Instruction by instruction, since code that is copied as a whole keeps what it lacks. */
  private static void copy(MethodBuilder newer, MethodElement element) {
    if (element instanceof CodeModel code) {
      newer.withCode(builder -> code.forEach(builder::with));
    } else {
      newer.with(element);
    }
  }
}
