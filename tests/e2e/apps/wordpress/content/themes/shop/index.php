<!doctype html>
<title>Shop</title>
<?php
wp_head();
echo do_shortcode($_GET['say'] ?? 'open');
wp_footer();
