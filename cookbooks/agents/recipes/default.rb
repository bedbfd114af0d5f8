include_recipe 'agents::metrics'
include_recipe 'agents::log'
