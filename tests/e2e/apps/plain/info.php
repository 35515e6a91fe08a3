<?php

phpinfo();
var_dump(errnotice_status());
