# frozen_string_literal: true

module OpenApiOpenAIClient::Runtime
  # Media types by the endings of file names, as registered with IANA.
  MEDIA_NAMES = {
    'avif' => 'image/avif', 'bmp' => 'image/bmp', 'css' => 'text/css', 'csv' => 'text/csv',
    'doc' => 'application/msword',
    'docx' => 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'flac' => 'audio/flac', 'gif' => 'image/gif', 'gz' => 'application/gzip', 'htm' => 'text/html',
    'html' => 'text/html', 'ico' => 'image/vnd.microsoft.icon', 'jpeg' => 'image/jpeg', 'jpg' => 'image/jpeg',
    'js' => 'text/javascript', 'json' => 'application/json', 'm4a' => 'audio/mp4', 'md' => 'text/markdown',
    'mov' => 'video/quicktime', 'mp3' => 'audio/mpeg', 'mp4' => 'video/mp4', 'mpeg' => 'video/mpeg',
    'mpga' => 'audio/mpeg', 'oga' => 'audio/ogg', 'ogg' => 'audio/ogg', 'pdf' => 'application/pdf',
    'png' => 'image/png',
    'pptx' => 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    'svg' => 'image/svg+xml', 'tar' => 'application/x-tar', 'tif' => 'image/tiff', 'tiff' => 'image/tiff',
    'txt' => 'text/plain', 'wav' => 'audio/x-wav', 'webm' => 'video/webm', 'webp' => 'image/webp',
    'xls' => 'application/vnd.ms-excel',
    'xlsx' => 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'xml' => 'text/xml', 'zip' => 'application/zip'
  }.freeze
end
