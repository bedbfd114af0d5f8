default['trial']['place'] = '/srv/trial'
