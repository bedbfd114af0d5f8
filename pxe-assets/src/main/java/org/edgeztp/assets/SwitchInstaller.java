package org.edgeztp.assets;

/**
 * What a switch is installed with.
 *
 * @param runUrl the run, with its token
 * @param imageName shown to people
 * @param imageSize in bytes
 * @param imageSha256 64 lower-case hexadecimal digits
 */
public record SwitchInstaller(String runUrl, String imageName, long imageSize, String imageSha256) {
  public SwitchInstaller {
    runUrl = Checked.url(runUrl);
    if (imageSize <= 0) {
      throw new IllegalArgumentException("an image of " + imageSize + " bytes");
    }
    imageSha256 = Checked.SHA256.of(imageSha256);
  }
}
