# frozen_string_literal: true

require_relative 'resources/apt_update'
require_relative 'resources/content'
require_relative 'resources/directory'
require_relative 'resources/execute'
require_relative 'resources/group'
require_relative 'resources/hostname'
require_relative 'resources/link'
require_relative 'resources/log'
require_relative 'resources/package'
require_relative 'resources/remote_file'
require_relative 'resources/service'
require_relative 'resources/systemd_unit'
require_relative 'resources/template'
require_relative 'resources/user'

module Ztp
  # Every word a recipe may use for a resource. A new kind is one file and one line here.
  KINDS = {
    apt_package: PackageResource,
    apt_update: AptUpdateResource,
    bash: BashResource,
    cookbook_file: CookbookFileResource,
    directory: DirectoryResource,
    execute: ExecuteResource,
    file: FileResource,
    group: GroupResource,
    hostname: HostnameResource,
    link: LinkResource,
    log: LogResource,
    package: PackageResource,
    remote_file: RemoteFileResource,
    ruby_block: RubyBlockResource,
    service: ServiceResource,
    systemd_unit: SystemdUnitResource,
    template: TemplateResource,
    user: UserResource
  }.freeze
end
