<?php
if ($GLOBALS['included']) {
    ($GLOBALS['included'])(1);
}
return 1;
