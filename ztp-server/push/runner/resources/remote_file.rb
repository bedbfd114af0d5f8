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

    def bring_content(_)
      return if File.file?(path) && Digest::SHA256.file(path).hexdigest == checksum.downcase

      change("fetched, SHA-256 #{checksum.downcase[0, 12]}...") do
        replace { |draft| fetch_checked(draft) }
      end
    end

    # In parts: it may be larger than the memory.
    def fetch_checked(draft)
      sum = Digest::SHA256.new
      fetch(URI(source), REDIRECTS) { |part| [draft, sum].each { |to| to << part } }
      fail_action("#{source} has SHA-256 #{sum.hexdigest}, not #{checksum}") unless sum.hexdigest == checksum.downcase
      true
    end

    def fetch(uri, redirects, &block)
      onward = nil
      connect(uri) do |http|
        http.request(Net::HTTP::Get.new(uri)) do |answer|
          case answer
          when Net::HTTPSuccess then answer.read_body(&block)
          when Net::HTTPRedirection then onward = answer['location']
          else fail_action("#{uri} answers #{answer.code}")
          end
        end
      end
      return unless onward

      redirects.positive? ? fetch(uri + onward, redirects - 1, &block) : fail_action("#{uri} redirects once too often")
    rescue SystemCallError, SocketError, Timeout::Error, OpenSSL::SSL::SSLError, EOFError => e
      fail_action("#{uri}: #{e.message}")
    end

    def connect(uri, &block)
      Net::HTTP.start(uri.host, uri.port, use_ssl: uri.scheme == 'https', open_timeout: TIMEOUT_SECONDS,
                                          read_timeout: TIMEOUT_SECONDS, &block)
    end
  end
end
