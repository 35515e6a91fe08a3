<?php

return ['url_route_must' => true, 'default_route_pattern' => '[\w\.]+'];
