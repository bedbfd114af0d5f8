package org.edgeztp.server;

/**
 * How many machines may be installed at the same time within what {@code admission} allows, and how
 * many are powered on together, and how many converge.
 *
 * @param image with the same image; without a limit by default
 * @param link behind the same interface; without a limit by default
 * @param wave how many machines the server powers on in half a minute; 16 by default
 * @param converge how many machines converge their roles at the same time; 200 by default
 */
public record CapacityEntry(int image, int link, int wave, int converge) {
  /** Zero stands for the default, as for a key that is absent. */
  public CapacityEntry {
    image = image == 0 ? Integer.MAX_VALUE : image;
    link = link == 0 ? Integer.MAX_VALUE : link;
    wave = wave == 0 ? 16 : wave;
    converge = converge == 0 ? 200 : converge;
    if (image < 1 || link < 1 || wave < 1 || converge < 1) {
      throw new ConfigException(
          "capacity.image, capacity.link, capacity.wave and capacity.converge are at least 1");
    }
  }
}
