<?php
// A message that must arrive clean and cut: broken UTF-8, NUL, line breaks, markup, far too long; a class without a name.
throw new class ("[a](http://x)\r\n\xff\xc3\x28 <b>@all</b>\0" . str_repeat('界', 5000), 500) extends Exception {
};
