# The input as a JSON string: what firmware vendors write is not always clean.
json() {
  printf '"%s"' "$(tr -d '\000-\037\177' | sed 's/[\\"]/\\&/g; s/^ *//; s/ *$//')"
}
