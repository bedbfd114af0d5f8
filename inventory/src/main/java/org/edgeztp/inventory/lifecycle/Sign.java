package org.edgeztp.inventory.lifecycle;

/**
 * What an observation shows, for the table of causes. The newest one of a concern says how far the
 * machine came in it.
 */
public enum Sign {
  /** A boot client was offered an address and something to boot. */
  OFFERED(Concern.BOOT),
  /** A boot client was told that there is nothing for it to boot. */
  NAMED_NOTHING(Concern.BOOT),
  /** A boot client has its address and the name of a file to fetch by TFTP. */
  NAMED_FILE(Concern.BOOT),
  /** A boot client has its address and a URL to go on with. */
  NAMED_URL(Concern.BOOT),
  /** It asked for an address, and there was none left. */
  POOL_EMPTY(Concern.BOOT),
  /** It asked where this server does not answer. */
  NOT_SERVED(Concern.BOOT),
  /** It took the offer of another DHCP server. */
  TOOK_OTHER_OFFER(Concern.BOOT),
  /** It has a boot program. */
  FILE_SENT(Concern.BOOT),
  /** A transfer by TFTP began and did not end. */
  FILE_BROKE_OFF(Concern.BOOT),
  /** It asked by TFTP for what it is not given. */
  FILE_REFUSED(Concern.BOOT),
  /** It asked for a boot program that is made for other machines. */
  WRONG_FILE(Concern.BOOT),
  /** Its boot program has the script that starts the ramdisk or an installer. */
  SCRIPT_SENT(Concern.BOOT),
  /** Its boot program was told to start its own disk. */
  SENT_TO_DISK(Concern.BOOT),
  /** It fetches a kernel or a ramdisk. */
  KERNEL_SENT(Concern.BOOT),
  /** It was refused because of the boot token it shows, or of the address it comes from. */
  TOKEN_REFUSED(Concern.BOOT),
  /** A system that runs on it asked for an address: the ramdisk, or its own. */
  SYSTEM_ASKED(Concern.BOOT),
  /** Its ramdisk has its task. */
  TASK_SENT(Concern.BOOT),
  /** Its ramdisk tells how far it is with its task. */
  TASK_PROGRESS(Concern.BOOT),
  /** Its installer tells how much of the image it has: facts done and total, in bytes. */
  IMAGE_PROGRESS(Concern.INSTALLER),
  /** Its installer tells another step. */
  INSTALLER_STEP(Concern.INSTALLER),
  /** Nobody answers on SSH where it should be. */
  SSH_UNANSWERED(Concern.SSH),
  /** The machine answers, and nothing listens on its port of SSH. */
  SSH_CLOSED(Concern.SSH),
  /** What answers there has another host key. */
  HOST_KEY_DIFFERS(Concern.SSH),
  /** It does not take the server's key. */
  LOGIN_REFUSED(Concern.SSH),
  /** It answers on SSH. */
  SSH_ANSWERED(Concern.SSH),
  /** The package mirror did not give it a file. */
  MIRROR_FAILED(Concern.MIRROR),
  /** Its orchestrator did not answer, or has not decided. */
  HANDOFF_WAITS(Concern.HANDOFF);

  /** What signs of one kind tell of, in the order in which they come. */
  public enum Concern {
    BOOT,
    INSTALLER,
    SSH,
    MIRROR,
    HANDOFF
  }

  private final Concern concern;

  Sign(Concern concern) {
    this.concern = concern;
  }

  public Concern concern() {
    return concern;
  }
}
