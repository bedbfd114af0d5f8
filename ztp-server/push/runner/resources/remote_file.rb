# frozen_string_literal: true

require 'digest'
require 'net/http'
require 'uri'
require_relative 'content'

module Ztp
  # `remote_file` over HTTP(S). The SHA-256 is required: it says without a request whether the file is already there.
  class RemoteFileResource < FileResource
    REDIRECTS = 5
    TIMEOUT_SECONDS = 60

    type :remote_file
    property :source, String
    property :checksum, String

    def check
      refuse("`source` and `checksum` (SHA-256) are required") unless set?(:source) && set?(:checksum)
    end

    private

    def wanted_content
      return nil if File.file?(path) && Digest::SHA256.file(path).hexdigest == checksum.downcase
      return '' if why_run?

      body = fetch(URI(source), REDIRECTS)
      got = Digest::SHA256.hexdigest(body)
      got == checksum.downcase ? body : fail_action("#{source} has SHA-256 #{got}, not #{checksum}")
    end

    def fetch(uri, redirects)
      http = Net::HTTP.new(uri.host, uri.port)
      http.use_ssl = uri.scheme == 'https'
      http.open_timeout = http.read_timeout = TIMEOUT_SECONDS
      answer = http.request(Net::HTTP::Get.new(uri))
      return answer.body if answer.is_a?(Net::HTTPSuccess)
      return fetch(uri + answer['location'], redirects - 1) if answer.is_a?(Net::HTTPRedirection) && redirects.positive?

      fail_action("#{uri} answers #{answer.code}")
    rescue SystemCallError, SocketError, Timeout::Error, OpenSSL::SSL::SSLError => e
      fail_action("#{uri}: #{e.message}")
    end
  end
end
