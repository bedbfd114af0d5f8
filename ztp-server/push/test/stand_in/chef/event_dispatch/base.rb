# frozen_string_literal: true

# As much of Chef as the event handler leans on.
class Chef
  VERSION = '18.11.21'
  module EventDispatch
    class Base; end
  end
end

module ChefUtils
  module Dist
    module Infra
      PRODUCT = 'Chef Infra Client'
    end
  end
end
