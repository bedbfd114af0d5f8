package org.edgeztp.assets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelFileTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"514, HdrS, amd64", "56, ARMd, arm64", "56, ARMx,", "513, HdrS,", "0, HdrS,"})
  void tellsWhatItRunsOn(int at, String magic, String architecture) throws IOException {
    byte[] kernel = new byte[2048];
    byte[] bytes = magic.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, kernel, at, bytes.length);
    Path file = Files.write(folder.resolve("kernel"), kernel);

    assertThat(KernelFile.architecture(file).orElse(null)).isEqualTo(architecture);
  }

  @ParameterizedTest
  @CsvSource({"0", "59", "517"})
  void aShortFileIsNoKernel(int size) throws IOException {
    Path file = Files.write(folder.resolve("kernel"), new byte[size]);

    assertThat(KernelFile.architecture(file)).isEmpty();
  }
}
